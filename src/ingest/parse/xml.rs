//! XML forms (ownership reports, 13F tables, notices) to text: one line of `label: value` for each
//! group of elements.
//!
//! What the elements are called is all that says what their values mean, so the names become the
//! labels: `<issuerTradingSymbol>` is read as `issuer trading symbol`.

use quick_xml::{Reader, events::Event};

use crate::model::{Block, BlockKind, Content, Span};

/// Reads the text of an XML form. Damaged XML is read as far as it goes.
#[must_use]
pub fn parse(text: &str) -> Content {
    let mut form = Form::default();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    loop {
        let start = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Start(tag)) => form.open(label(tag.local_name().as_ref())),
            Ok(Event::End(_)) => form.close(),
            Ok(Event::Text(words)) => form.words(&String::from_utf8_lossy(&words), start, words.len()),
            Ok(Event::CData(words)) => form.words(&String::from_utf8_lossy(&words), start, words.len()),
            Ok(Event::GeneralRef(name)) => form.words(&character(&name), start, name.len() + 2),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                form.content.warnings.push(format!("the XML cannot be read to its end: {error}"));
                break;
            }
        }
        if reader.buffer_position() as usize <= start {
            break;
        }
    }
    form.end_group();
    form.content
}

#[derive(Default)]
struct Form {
    content: Content,
    /// The labels of the open elements, and whether elements were met inside each.
    open: Vec<(String, bool)>,
    /// The words of the innermost element, and where they stand in the source.
    words: String,
    source: Option<Span>,
    /// Where the paragraph of the group begins, once it has one.
    group: Option<usize>,
}

/// Elements that only hold the value of the one around them.
const VALUE: &str = "value";

impl Form {
    fn open(&mut self, label: String) {
        if let Some((_, has_children)) = self.open.last_mut()
            && !*has_children
            && label != VALUE
        {
            *has_children = true;
            self.end_group();
        }
        self.words.clear();
        self.source = None;
        self.open.push((label, false));
    }

    fn close(&mut self) {
        let Some((label, has_children)) = self.open.pop() else { return };
        if has_children {
            self.end_group();
            return;
        }
        let words = std::mem::take(&mut self.words);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(source) = self.source.take().filter(|_| !words.is_empty()) else { return };
        let label = match label == VALUE {
            true => self.open.last().map_or(label, |(parent, _)| parent.clone()),
            false => label,
        };
        self.value(&label, &words, source);
    }

    fn words(&mut self, words: &str, start: usize, len: usize) {
        if self.open.is_empty() || (self.words.is_empty() && words.trim().is_empty()) {
            return;
        }
        self.words.push_str(words);
        let first = self.source.map_or(start, |span| span.start);
        self.source = Some(Span::new(first, start + len));
    }

    /// Writes `label: value` behind the values of the same group.
    fn value(&mut self, label: &str, words: &str, source: Span) {
        let text = &mut self.content.text;
        let break_before = match self.group {
            Some(_) => "; ",
            None if text.is_empty() => "",
            None => "\n\n",
        };
        self.content.map.replaced(text.len(), source.start, 0);
        text.push_str(break_before);
        self.group.get_or_insert(text.len());
        text.push_str(label);
        text.push_str(": ");
        self.content.map.replaced(text.len(), source.start, source.len());
        text.push_str(words);
    }

    fn end_group(&mut self) {
        let Some(start) = self.group.take() else { return };
        let span = Span::new(start, self.content.text.len());
        self.content.blocks.push(Block { kind: BlockKind::Paragraph, span, emphasis: false, centered: false });
    }
}

/// `issuerTradingSymbol` to `issuer trading symbol`.
fn label(name: &[u8]) -> String {
    let mut label = String::with_capacity(name.len() + 8);
    let mut before = ' ';
    for letter in String::from_utf8_lossy(name).chars() {
        if letter.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
            label.push(' ');
        }
        label.extend(if matches!(letter, '_' | '-' | '.') { ' ' } else { letter }.to_lowercase());
        before = letter;
    }
    label
}

/// The character that a reference stands for; a blank for one that is not known.
fn character(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let code = name.strip_prefix('#').and_then(|code| match code.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => code.parse().ok(),
    });
    if let Some(letter) = code.and_then(char::from_u32) {
        return letter.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or(" ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, expected: &[&str]) {
        let content = parse(xml);
        let blocks: Vec<_> = content.blocks.iter().map(|block| content.slice(block.span)).collect();
        assert_eq!(blocks, expected, "{xml}");
    }

    const FORM: &str = "<XML>\n<?xml version=\"1.0\"?>\n<ownershipDocument>\n<issuer>\n<issuerCik>0000000777</issuerCik>\n\
        <issuerName>Bright Lamps &amp; Co</issuerName>\n</issuer>\n<transactionShares>\n<value>100</value>\n\
        </transactionShares>\n<empty/>\n</ownershipDocument>\n</XML>";

    #[test]
    fn groups_become_paragraphs_of_labels_and_values() {
        check(FORM, &["issuer cik: 0000000777; issuer name: Bright Lamps & Co", "transaction shares: 100"]);
    }

    #[test]
    fn values_lead_back_to_where_they_stand() {
        let content = parse(FORM);
        let at = content.text.find("Bright").expect("the name");
        let source = content.map.source(Span::new(at, at + 17));
        assert_eq!(&FORM[source.range()], "Bright Lamps &amp; Co");
    }

    #[test]
    fn damaged_xml_is_read_as_far_as_it_goes() {
        check("<a><b>one</b><c>two</c", &["b: one"]);
        check("<a><b>one</c></a></a><d>x</d>", &["b: one", "d: x"]);
        check("", &[]);
    }
}
