//! Answers in rows and columns: what every table format prints, whatever made it.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::model::Date;

/// A value in a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// There is none.
    #[default]
    Missing,
    /// A text.
    Text(String),
    /// A count, or another whole number.
    Integer(i64),
    /// An amount in absolute units, or a share.
    Number(f64),
    /// An amount by its ends, of which one may be open.
    Range {
        /// The lower end.
        low: Option<f64>,
        /// The upper end.
        high: Option<f64>,
    },
    /// The same in percent; both ends may be one.
    Percent {
        /// The lower end.
        low: Option<f64>,
        /// The upper end.
        high: Option<f64>,
    },
    /// A day.
    Day(Date),
    /// Several texts.
    List(Vec<String>),
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// [`Cell::Text`].
    Text,
    /// [`Cell::Integer`].
    Integer,
    /// [`Cell::Number`].
    Number,
    /// [`Cell::Day`].
    Day,
    /// [`Cell::List`].
    List,
}

/// A column's name, and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The key in JSON, the heading elsewhere.
    pub name: String,
    /// What its values are.
    pub kind: CellKind,
}

impl Head {
    /// A column of a name and kind.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: CellKind) -> Self {
        Self { name: name.into(), kind }
    }
}

/// Rows under heads; every row has a cell for every head.
///
/// ```
/// use filings::search::{Cell, CellKind, Head, Table};
/// let mut table = Table::new(vec![Head::new("ticker", CellKind::Text), Head::new("releases", CellKind::Integer)]);
/// table.rows.push(vec!["ACME".into(), 3_i64.into()]);
/// assert_eq!(table.value(0, "releases"), Some(&Cell::Integer(3)));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The columns.
    pub heads: Vec<Head>,
    /// The rows, in order.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub const fn new(heads: Vec<Head>) -> Self {
        Self { heads, rows: Vec::new() }
    }

    /// The value of a row in the column of a name.
    #[must_use]
    pub fn value(&self, row: usize, name: &str) -> Option<&Cell> {
        let column = self.heads.iter().position(|head| head.name == name)?;
        self.rows.get(row)?.get(column)
    }
}

impl Cell {
    /// Whether there is no value.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// The number in it, of either kind.
    #[must_use]
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// As a plain text without thousands separators: an ISO date, a number as a program reads it,
    /// texts of a list parted by `;`, nothing where there is nothing.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Range { low, high } => format!("{}..{}", end(*low), end(*high)),
            Self::Percent { low: Some(low), high: None } => format!("{low}%.."),
            Self::Percent { low, high } if low == high => format!("{}%", end(*low)),
            Self::Percent { low, high } => format!("{}..{}%", end(*low), end(*high)),
            Self::Day(day) => day.to_string(),
            Self::List(texts) => texts.join(";"),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Missing => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Number(number) => match whole(*number) {
                Some(whole) => serializer.serialize_i64(whole),
                None => serializer.serialize_f64(*number),
            },
            Self::Range { low, high } => ends(serializer, ["low", "high"], [*low, *high]),
            Self::Percent { low, high } => ends(serializer, ["pct_low", "pct_high"], [*low, *high]),
            Self::Day(day) => serializer.collect_str(day),
            Self::List(texts) => texts.serialize(serializer),
        }
    }
}

/// An end of a range as a plain text.
fn end(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// The ends of a range as an object.
fn ends<S: Serializer>(serializer: S, names: [&'static str; 2], ends: [Option<f64>; 2]) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    for (name, end) in names.iter().zip(ends) {
        map.serialize_entry(name, &Cell::from(end))?;
    }
    map.end()
}

/// A number as an integer where it is one and every integer of its size can be held.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() < EXACT).then_some(number as i64)
}

macro_rules! cell_from {
    ($($from:ty => $make:expr),* $(,)?) => {
        $(impl From<$from> for Cell {
            fn from(value: $from) -> Self {
                $make(value)
            }
        })*
    };
}

cell_from! {
    &str => |text: &str| Cell::Text(text.to_owned()),
    String => Cell::Text,
    i64 => Cell::Integer,
    u64 => |number: u64| i64::try_from(number).map_or(Cell::Number(number as f64), Cell::Integer),
    f64 => Cell::Number,
    Date => Cell::Day,
    Vec<String> => |texts: Vec<String>| if texts.is_empty() { Cell::Missing } else { Cell::List(texts) },
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_and_days_are_iso() {
        let day: Date = jiff::civil::date(2005, 4, 18);
        let range = Cell::Range { low: Some(30e6), high: None };
        let cells: Vec<Cell> = vec![30e6.into(), 0.89.into(), 7_i64.into(), day.into(), None::<f64>.into(), range];
        let json = r#"[30000000,0.89,7,"2005-04-18",null,{"low":30000000,"high":null}]"#;
        assert_eq!(serde_json::to_string(&cells).unwrap(), json);
        let plain: Vec<String> = cells.iter().map(Cell::plain).collect();
        assert_eq!(plain, ["30000000", "0.89", "7", "2005-04-18", "", "30000000.."]);
    }
}
