//! The rows of a table that measure something of interest, each figure with the heading over it.

use std::sync::LazyLock;

use super::{
    MOST_ROWS,
    head::{self, Head, Heading, Known},
    label,
};
use crate::{
    ingest::{
        parse::table::{self, Figure},
        words::Parts,
    },
    model::{Content, Metric, Row, Span, Table},
};

/// A row of interest.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it measures.
    pub measure: Measure,
    /// How well its label names that; 1 is best.
    pub rank: u8,
    /// Whether the label speaks of a loss alone, so that a bare figure is negative.
    pub loss: bool,
    /// Whether its label says `net`.
    pub net: bool,
    /// The words that name the row.
    pub label: Span,
    /// Its figures, from left to right.
    pub values: Vec<Value>,
}

/// What a row measures.
pub type Measure = Metric;

/// A figure and what stands over it.
#[derive(Debug, Clone, Copy)]
pub struct Value {
    /// The figure as printed.
    pub figure: Figure,
    /// The headings of its column.
    pub head: Head,
}

/// What a table's rows gave.
pub(super) struct Lines {
    pub lines: Vec<Line>,
    /// The rows of headings above the first figures.
    pub top: String,
    pub marks: Marks,
}

/// What the other rows of a table say of its kind.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Rows that an income statement has.
    pub income: i32,
    /// Total assets, liabilities.
    pub assets: bool,
    /// Operating, investing, financing activities.
    pub activities: bool,
}

/// Reads the rows of a table; `caption` are the texts above it, the nearest first, `above` rows of
/// headings that stand apart from it, `company` the name of the company as a label has it.
pub(super) fn lines<'a>(
    content: &'a Content,
    table: &'a Table,
    caption: &[&'a str],
    above: Vec<&'a Row>,
    company: &'a str,
) -> Lines {
    let mut reader = Reader {
        company,
        content,
        table,
        caption: caption.iter().copied().map(Heading::of).collect(),
        heads: above,
        open_heads: true,
        known: Known::default(),
        memo: vec![],
        parent: String::new(),
        run: vec![],
        revenue: Section::Closed,
        loose: Loose::None,
        income: None,
        sum: (0, 0.0),
        stub: None,
        out: Lines { lines: vec![], top: String::new(), marks: Marks::default() },
    };
    for index in 0..table.rows.len().min(MOST_ROWS) {
        reader.row(index);
    }
    reader.lone_revenue();
    reader.out
}

/// Where the reading stands between a heading `Revenues:` and its total.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Section {
    Closed,
    /// Rows met under the heading; the line of the first.
    Open {
        rows: u8,
        first: Option<usize>,
    },
}

struct Reader<'a> {
    company: &'a str,
    content: &'a Content,
    table: &'a Table,
    caption: Vec<Heading<'a>>,
    heads: Vec<&'a Row>,
    open_heads: bool,
    /// What headings say that were read.
    known: Known,
    /// Heads of columns met since the last heading row.
    memo: Vec<((u32, u32), Head)>,
    parent: String,
    /// Headings of rows met since the last figures: headings under headings, or the first lines of
    /// a label that the next row finishes.
    run: Vec<String>,
    revenue: Section,
    loose: Loose,
    /// The name of the row of figures before, where it is of net income, or of one per share.
    income: Option<String>,
    /// The first rows down to a sum without a name: how many, and the sum of their first figures. `u8::MAX` rows
    /// past the first cost or sum, when none is looked for.
    sum: (u8, f64),
    /// A heading at the left that names the period of the rows under it: `Three months ended June 30:`.
    stub: Option<Heading<'a>>,
    out: Lines,
}

/// Rows above the costs that name revenue of some kind (`Vessel revenue, net`): the one of them
/// that stands alone is the whole.
#[derive(Debug)]
enum Loose {
    None,
    One(Line),
    Several,
}

impl<'a> Reader<'a> {
    fn row(&mut self, index: usize) {
        let (content, row) = (self.content, &self.table.rows[index]);
        let words = table::label(content, row);
        let is_head = head::is_head(content, row);
        if is_head && (row.cells.len() > 1 || words.is_empty() || self.open_heads) {
            return self.heading(row, words);
        }
        let figures = if is_head { vec![] } else { table::figures(content, row) };
        if figures.is_empty() {
            self.note_stub(words, false);
            return self.parent_row(words);
        }
        self.open_heads = false;
        let name = self.name(index, words);
        self.end_run(&name);
        self.mark(&name);
        let total = self.is_sum(words, &name, &figures).then_some((Metric::Revenue, 1));
        let measured = total.or_else(|| self.measure(&name, &figures)).or_else(|| self.share_row(&name, &figures));
        self.note_income(&name, measured);
        if let Some((measure, rank)) = measured {
            let loss = is_loss(&name, &words.to_ascii_lowercase())
                || label::is_bare_share(&name) && self.income.as_deref() == Some("net loss");
            let values = self.values(row, figures);
            let label = row.cells.first().map_or(row.span, |cell| cell.span);
            self.out.lines.push(Line { measure, rank, loss, net: name.starts_with("net"), label, values });
        } else if self.out.marks.income == 0 && label::is_some_revenue(&name) {
            self.loose = match self.loose {
                Loose::None => Loose::One(self.revenue_line(index, 4)),
                Loose::One(_) | Loose::Several => Loose::Several,
            };
        } else if let Section::Open { rows, first } = &mut self.revenue {
            // a part of the revenue, which stands for the whole where it is the only one
            *rows += 1;
            if *rows == 1 && !name.is_empty() {
                *first = Some(index);
            }
        }
    }

    /// The normal label of a row, with the lines it goes on from. After `Consolidated -` it is its
    /// own last line only.
    fn name(&self, index: usize, words: &str) -> String {
        let before = index.checked_sub(1).map_or("", |before| table::label(self.content, &self.table.rows[before]));
        if before.trim_end().ends_with(['-', '\u{2013}', '\u{2014}', ':']) {
            return label::normal(words);
        }
        label::normal(&table::whole_label(self.content, self.table, index))
    }

    /// Takes the lines that belong to a row's own label off the run of headings; what is left
    /// heads this row and those after it.
    fn end_run(&mut self, name: &str) {
        while self.run.last().is_some_and(|last| name.len() > last.len() && name.contains(last.as_str())) {
            self.run.pop();
        }
        if !self.run.is_empty() {
            self.parent = self.run.join(" ");
            self.run.clear();
        }
    }

    fn heading(&mut self, row: &'a Row, words: &'a str) {
        self.note_stub(words, row.cells.len() > 1);
        if !self.open_heads && row.cells.len() == 1 {
            return self.parent_row(words);
        }
        let restarts = !self.open_heads
            && row.cells.iter().any(|cell| {
                let text = self.content.slice(cell.span);
                let head = head::read(self.content, [].iter(), &[(text, false)], &mut self.known);
                head.length.is_some() || head.year.is_some() || head.day.is_some()
            });
        if !self.open_heads && !restarts {
            return self.parent_row(words);
        }
        if restarts {
            self.heads.clear();
        }
        self.open_heads = true;
        self.memo.clear();
        self.heads.push(row);
        self.out.top.push_str(self.content.slice(row.span));
        self.out.top.push('\n');
        // `Revenues:` may be the last of the heading rows.
        self.parent_row(words);
    }

    /// Keeps a heading at the left that names one period alone; a row of years without one ends it.
    fn note_stub(&mut self, words: &'a str, over_columns: bool) {
        if head::names_one_period(words) {
            self.stub = Some(Heading::of(words));
            self.memo.clear();
        } else if over_columns && self.stub.is_some() && !self.open_heads {
            self.stub = None;
            self.memo.clear();
        }
    }

    fn parent_row(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let name = label::normal(words);
        self.mark(&name);
        self.close_revenue(&name);
        if label::metric(&name).is_some_and(|(metric, _)| metric == Metric::Revenue) {
            self.revenue = Section::Open { rows: 0, first: None };
        }
        // `In millions, except per share data` is a note on the unit, no heading of rows.
        if !NOTES.any(words) {
            self.run.push(name);
        }
    }

    /// Ends the part of the revenue where costs begin.
    fn close_revenue(&mut self, name: &str) {
        let costs = ["cost", "expense", "operating", "gross", "income", "interest", "benefits", "loss"];
        if self.revenue == Section::Closed || !costs.iter().any(|word| name.contains(word)) {
            return;
        }
        let Section::Open { rows: 1, first: Some(index) } = self.revenue else {
            self.revenue = Section::Closed;
            return;
        };
        self.revenue = Section::Closed;
        let line = self.revenue_line(index, 3);
        self.out.lines.push(line);
    }

    /// Takes the only row that names some revenue for the whole, where no row names the whole.
    fn lone_revenue(&mut self) {
        let Loose::One(line) = std::mem::replace(&mut self.loose, Loose::None) else { return };
        let known = self.out.lines.iter().any(|line| line.measure == Metric::Revenue);
        let nets = self.out.lines.iter().any(|line| line.measure == Metric::NetIncome);
        if self.out.marks.income + i32::from(nets) > 1 && !known {
            self.out.lines.insert(0, line);
        }
    }

    /// A row as a line of revenue.
    fn revenue_line(&mut self, index: usize, rank: u8) -> Line {
        let row = &self.table.rows[index];
        let values = self.values(row, table::figures(self.content, row));
        let label = row.cells.first().map_or(row.span, |cell| cell.span);
        Line { measure: Metric::Revenue, rank, loss: false, net: false, label, values }
    }

    /// Whether a row without a name is the sum of all rows before, the first of which are sales and none a cost.
    fn is_sum(&mut self, words: &str, name: &str, figures: &[Figure]) -> bool {
        const COSTS: [&str; 6] = ["cost", "expense", "research", "development", "marketing", "administrati"];
        let Some(first) = figures.iter().find(|figure| !figure.percent).map(|figure| figure.value) else {
            return false;
        };
        let (rows, sum) = self.sum;
        if rows == u8::MAX {
            return false;
        }
        if COSTS.iter().any(|cost| name.contains(cost)) {
            self.sum = (u8::MAX, 0.0);
            return false;
        }
        if words.trim().is_empty() || name.starts_with("total") {
            self.sum = (u8::MAX, 0.0);
            // `Total non-interest revenues` is a part of a bank's
            return (2..8).contains(&rows) && first == sum && !name.contains("interest");
        }
        let begins = rows > 0 || self.out.lines.is_empty() && label::is_some_revenue(name);
        if begins && rows < 8 {
            self.sum = (rows + 1, sum + first);
        }
        false
    }

    /// A row named `Per share` or `Diluted` alone, under that of net income.
    fn share_row(&self, name: &str, figures: &[Figure]) -> Option<(Metric, u8)> {
        self.income.as_ref()?;
        let small = figures.iter().filter(|figure| !figure.percent).all(|figure| figure.value.abs() < 1000.0);
        let fractions = figures.iter().any(|figure| figure.value.fract() != 0.0);
        (label::is_bare_share(name) && small && fractions)
            .then_some((Metric::Eps, if name.contains("dilut") { 1 } else { 4 }))
    }

    /// Keeps the row of net income in mind for the rows per share right under it.
    fn note_income(&mut self, name: &str, measured: Option<(Metric, u8)>) {
        match measured {
            Some((Metric::NetIncome, _)) => self.income = Some(name.to_owned()),
            _ if label::is_bare_share(name) || name.starts_with("per share") || name == "basic" => {}
            _ => self.income = None,
        }
    }

    fn measure(&mut self, name: &str, figures: &[Figure]) -> Option<(Metric, u8)> {
        let amounts = figures.iter().filter(|figure| !figure.percent).count();
        if amounts == 0 {
            return None;
        }
        if let Some(rank) = label::per_share(name, &self.parent) {
            let small = figures.iter().filter(|figure| !figure.percent).all(|figure| figure.value.abs() < 5000.0);
            return small.then_some((Metric::Eps, rank));
        }
        if let Section::Open { rows, .. } = self.revenue {
            let total = name.is_empty() || name == "total" || name == "total net";
            if total && rows > 0 {
                self.revenue = Section::Closed;
                return Some((Metric::Revenue, 1));
            }
        }
        if ["cost", "expense"].iter().any(|word| name.contains(word)) {
            self.close_revenue(name);
        }
        let (metric, rank) = label::metric(name).or_else(|| self.own_income(name))?;
        if metric == Metric::NetIncome
            && ["per share", "per common", "reconcil", "adjust"].iter().any(|word| self.parent.contains(word))
        {
            return None;
        }
        Some((metric, rank))
    }

    /// The net result that a row calls by the company's name: `Pinyon Bank net income`.
    fn own_income(&self, name: &str) -> Option<(Metric, u8)> {
        let mut words = self.company.split(' ');
        let mut rest = name.strip_prefix(words.next().filter(|first| first.len() > 2)?)?.strip_prefix(' ')?;
        for word in words {
            let Some(after) = rest.strip_prefix(word).and_then(|after| after.strip_prefix(' ')) else { break };
            rest = after;
        }
        label::metric(rest).filter(|(metric, _)| *metric == Metric::NetIncome)
    }

    fn mark(&mut self, name: &str) {
        let marks = &mut self.out.marks;
        // deferred taxes are among assets and debts
        marks.income += i32::from(OF_INCOME.any(name) && !name.starts_with("deferred"));
        marks.assets |=
            ["total assets", "total current assets", "total liabilities"].iter().any(|total| name.starts_with(total));
        marks.activities |= name.contains(" activities")
            && ["operating activities", "investing activities", "financing activities"]
                .iter()
                .any(|activities| name.contains(activities));
    }

    fn values(&mut self, row: &Row, figures: Vec<Figure>) -> Vec<Value> {
        figures.into_iter().map(|figure| Value { head: self.head(row, figure), figure }).collect()
    }

    fn head(&mut self, row: &Row, figure: Figure) -> Head {
        let columns = (figure.left, figure.right);
        if let Some((_, head)) = self.memo.iter().find(|(known, _)| *known == columns) {
            return *head;
        }
        let labels = row.cells.first().filter(|cell| cell.right <= figure.left).map_or(0, |cell| cell.left + 1);
        let cells = head::over(self.content, &self.heads, labels, columns);
        let head = head::read(self.content, self.stub.iter().chain(&self.caption), &cells, &mut self.known);
        self.memo.push((columns, head));
        head
    }
}

/// Words of notes on the unit of a table.
static NOTES: LazyLock<Parts> = LazyLock::new(|| Parts::new(["except", "in million", "in thousand", "unaudited"]));

/// Words in the labels of rows that an income statement has.
static OF_INCOME: LazyLock<Parts> = LazyLock::new(|| {
    Parts::new([
        "cost of",
        "costs and expenses",
        "operating expenses",
        "total expenses",
        "income before",
        "loss before",
        "earnings before income",
        "income taxes",
        "weighted average",
        "gross profit",
        "gross margin",
        "general and administrative",
        "operating income",
        "loss from operations",
        "earnings before tax",
        "profit before",
        "operating profit",
        "operating costs",
        "and administration",
    ])
});

/// Whether a label speaks of a loss and of no income.
fn is_loss(name: &str, words: &str) -> bool {
    (name.contains("loss") || words.contains("loss"))
        && !["income", "earnings", "profit", "(loss", "gain"].iter().any(|word| words.contains(word))
}
