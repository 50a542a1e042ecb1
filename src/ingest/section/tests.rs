use super::*;
use crate::model::{Block, BlockKind, Span};

/// Content whose lines are blocks; a line of three words or fewer is a heading.
fn content(lines: &[&str]) -> Content {
    let mut content = Content::default();
    for line in lines {
        if !content.text.is_empty() {
            content.text.push_str("\n\n");
        }
        let start = content.text.len();
        content.text.push_str(line);
        let kind = if line.split(' ').count() <= 3 { BlockKind::Heading } else { BlockKind::Paragraph };
        let span = Span::new(start, content.text.len());
        content.blocks.push(Block { kind, span, emphasis: false, centered: false });
    }
    content
}

fn check(lines: &[(&str, SectionKind)]) {
    let texts: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
    let content = content(&texts);
    let sections = sections(&content);
    for (block, (line, kind)) in content.blocks.iter().zip(lines) {
        let found = sections.iter().find(|section| section.span().holds(block.span.start));
        assert_eq!(found.map(|section| section.kind), Some(*kind), "{line}");
    }
}

use SectionKind::{About, Body, ConferenceCall, Contact, Headline, Legal, NonGaap, Outlook, SafeHarbor};

#[test]
fn sections_are_found_without_headings() {
    check(&[
        ("Exhibit 99.1", Headline),
        ("Brightwater Optics Announces Third Quarter Results", Headline),
        (
            "DULUTH, Minn., Oct. 4, 2004 -- Brightwater Optics, Inc. (Nasdaq: BWOX) today announced that revenue rose.",
            Body,
        ),
        (
            "Revenue increased to $12.1 million compared with $11.0 million a year ago, said the chairman, due to lenses.",
            Body,
        ),
        (
            "For the fourth quarter the company now expects revenue of $13 million to $14 million and earnings per share of $.05.",
            Outlook,
        ),
        (
            "A conference call will be held at 5 p.m. Eastern time; dial 800-555-0100, passcode 3321, or hear the replay.",
            ConferenceCall,
        ),
        ("Brightwater Optics is a leading provider of lenses, headquartered in Duluth and founded in 1971.", About),
        (
            "This release contains forward-looking statements. Actual results could differ materially because of risks and uncertainties.",
            SafeHarbor,
        ),
        (
            "Brightwater is a registered trademark of Brightwater Optics. All others belong to their respective owners.",
            Legal,
        ),
        ("Contact: Ada Quist, 218-555-0101, ada@brightwater.example", Contact),
    ]);
}

#[test]
fn a_heading_governs_until_the_next_cue() {
    check(&[
        ("Results", Headline),
        (
            "RENO, Nev., May 2, 2011 (GLOBE NEWSWIRE) -- Pinyon Gaming Corp. today reported that revenue increased in the quarter.",
            Body,
        ),
        ("Business Outlook", Outlook),
        (
            "Two new halls will open before the summer and a third is being looked at by the board of the company.",
            Outlook,
        ),
        ("About Pinyon", About),
        ("It all began with a single table in a barn by the road that leads out of the town towards the lake.", About),
    ]);
}

#[test]
fn words_quoted_and_words_on_risk_in_passing_leave_the_narrative_as_it_is() {
    check(&[
        ("Results", Headline),
        ("ELKO, Nev., May 2, 2011 -- Pinyon Gaming Corp. today reported that revenue increased in the quarter.", Body),
        (
            "Mr. Quill went on, \"Looking ahead, our outlook assumes steady halls and a better mix of games, and our people are ready for the summer.\"",
            Body,
        ),
        (
            "Loans written off were few, as the risk of the book is spread over many towns, most of which live from more than one trade and have done so for as long as the bank can remember.",
            Body,
        ),
    ]);
}

#[test]
fn a_long_paragraph_without_a_word_of_risk_is_not_taken_for_more_of_the_safe_harbor() {
    let story = "Pinyon opened the first hall of the valley with a single table in 1984. Today, Pinyon runs eleven of them in four states, with games, kitchens and rooms under one roof. Its people are dedicated to a good evening for every guest, to the towns they live in, and to leaving the desert as they found it, which is why every roof carries panels.";
    check(&[
        ("Results", Headline),
        ("ELKO, Nev., May 2, 2011 -- Pinyon Gaming Corp. today reported that revenue increased in the quarter.", Body),
        (
            "This release contains forward-looking statements. Actual results could differ materially because of risks and uncertainties.",
            SafeHarbor,
        ),
        (story, About),
        ("Contact: Ada Quist, 218-555-0101, ada@pinyon.example", Contact),
    ]);
}

#[test]
fn a_promise_beside_a_sentence_of_caution_is_an_outlook() {
    let promise = "For the third quarter of 2011, Pinyon expects revenue of $39 million to $41 million.";
    let opens = format!("The following statements are forward-looking, and actual results may differ. {promise}");
    let closes = format!("{promise} These statements are forward-looking and subject to risks and uncertainties.");
    let caution = "Statements here, such as that Pinyon expects revenue of $39 million in the third quarter, are forward-looking and subject to risks.";
    for (line, kind) in [(&*opens, Outlook), (&*closes, Outlook), (caution, SafeHarbor)] {
        check(&[
            ("Results", Headline),
            (
                "ELKO, Nev., May 2, 2011 -- Pinyon Gaming Corp. today reported that revenue increased in the quarter.",
                Body,
            ),
            (line, kind),
            ("About Pinyon", About),
            ("Pinyon Gaming runs halls with games and kitchens in four states, and was founded in Elko.", About),
        ]);
    }
}

#[test]
fn sections_tile_the_text() {
    let content = content(&["A title", "A paragraph of some words, not long.", "Contact: 800-555-0199"]);
    let sections = sections(&content);
    assert_eq!(sections.first().map(|section| section.start), Some(0));
    assert_eq!(sections.last().map(|section| section.end), Some(content.text.len()));
    assert!(sections.windows(2).all(|pair| pair[0].end == pair[1].start && pair[0].kind != pair[1].kind));
}

#[test]
fn an_empty_document_has_one_section() {
    assert_eq!(sections(&Content::default()).len(), 1);
}

#[test]
fn letters_and_exchanges_that_know_no_dateline_have_a_body() {
    check(&[
        ("INTERIM RESULTS", Headline),
        ("Marlow Pigments plc", Headline),
        ("Dear Shareholders,", Body),
        (
            "The first half was harder than we had hoped, and the works at Hull stood still for a month in the spring.",
            Body,
        ),
    ]);
    check(&[
        ("Half Year Results", Headline),
        ("Group turnover: £9.0m (2001: £9.4m)", Headline),
        ("Ada Marlow, Chairman of Marlow Pigments plc, said:", Body),
        (
            "The group has kept its place in a market that shrank, and the order book is longer than it was in June.",
            Body,
        ),
    ]);
}

#[test]
fn a_paragraph_that_says_nothing_of_it_begins_no_portrait_and_no_contact() {
    check(&[
        ("Brightwater Optics Announces Merger", Headline),
        (
            "DULUTH, Minn., Oct. 4, 2004 -- Brightwater Optics, Inc. today announced that it will merge with Lantern.",
            Body,
        ),
        ("Under the terms, each share of Lantern is exchanged for two shares of Brightwater once owners agree.", Body),
        ("Both boards have voted for the terms, and the owners of Lantern meet in the spring to vote on them.", Body),
        ("About Brightwater", About),
        ("Brightwater makes lenses for telescopes in a works beside the lake.", About),
        ("Contact:", Contact),
        ("Ada Marlow, 218-555-0100", Contact),
    ]);
}

#[test]
fn furniture_of_a_page_parts_no_sentence() {
    check(&[
        ("Brightwater Optics Announces Merger", Headline),
        (
            "DULUTH, Minn., Oct. 4, 2004 -- Brightwater Optics, Inc. today announced a dividend, payable to owners of record on April",
            Body,
        ),
        ("Investor Contact: Ada Marlow, 218-555-0100", Body),
        ("- 2 -", Body),
        ("1, 2005. In addition, the board has asked for a study of the works at the lake.", Body),
        ("Contact: Ada Marlow, 218-555-0100", Contact),
    ]);
}

#[test]
fn lives_and_glossaries_are_no_portraits() {
    check(&[
        ("Brightwater Optics Names Officer", Headline),
        (
            "DULUTH, Minn., Oct. 4, 2004 -- Brightwater Optics, Inc. today announced that Ada Marlow will join its board.",
            Body,
        ),
        ("Ms. Marlow holds a bachelor of science degree from the college at the lake.", Body),
        ("High-grade lenses includes those for telescopes and for lighthouses.", Body),
    ]);
}

#[test]
fn guidance_that_stands_is_an_outlook_though_it_was_given_on_a_call() {
    check(&[
        ("Brightwater Optics Names Officer", Headline),
        (
            "DULUTH, Minn., Oct. 4, 2004 -- Brightwater Optics, Inc. today announced that Ada Marlow will join its board.",
            Body,
        ),
        ("Brightwater also reiterated the annual guidance that it gave on its July 20 conference call.", Outlook),
        ("Brightwater will host a conference call at 5 p.m.; dial 800-555-0100, passcode 3321.", ConferenceCall),
    ]);
}

#[test]
fn items_are_no_headings() {
    check(&[
        ("Results", Headline),
        ("ELKO, Nev., May 2, 2011 -- Pinyon Gaming Corp. today reported that revenue increased in the quarter.", Body),
        ("– Margin: GAAP: 39.2 percent; non-GAAP: 41.6 percent", Body),
        ("– Slots", Body),
        ("2011 Expectations", Outlook),
        ("• Revenue: Pinyon looks for growth in line with that of the valley as a whole", Outlook),
        ("Safe Harbor", SafeHarbor),
        (
            "This release contains forward-looking statements. Actual results could differ materially because of risks.",
            SafeHarbor,
        ),
        ("Use of Non-GAAP Measures", NonGaap),
        (
            "To help readers compare its halls with those of others, Pinyon also gives non-GAAP measures, which are no substitute for those of GAAP:",
            NonGaap,
        ),
        ("Pinyon results —", NonGaap),
        ("• free cash flow;", NonGaap),
    ]);
}

#[test]
fn a_sentence_that_the_page_parts_goes_on_with_a_name() {
    check(&[
        ("Results", Headline),
        ("ELKO, Nev., May 2, 2011 -- Pinyon Gaming Corp. today reported that revenue increased in the quarter.", Body),
        (
            "This release contains forward-looking statements. Actual results could differ because of the risks named in the company’s",
            SafeHarbor,
        ),
        ("- 4 -", SafeHarbor),
        (
            "Valley Outlook report. The Outlook reflects the rules of the state and how they have been enforced.",
            SafeHarbor,
        ),
        ("About Pinyon", About),
        ("Pinyon Gaming runs halls with games and kitchens in four states, and was founded in Elko.", About),
    ]);
}
