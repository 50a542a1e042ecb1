//! Tables as Parquet files: days are dates, amounts doubles, counts 64-bit integers.

use std::{io::Write, sync::Arc};

use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::types::Type,
};

use crate::{
    diag::{Error, Result},
    model::Date,
    search::{Cell, CellKind, Head, Table},
};

/// Rows written together.
const GROUP: usize = 1 << 16;

/// Writes a table as a Parquet file.
///
/// # Errors
/// What `out` says.
///
/// ```
/// use filings::{print::parquet, search::{CellKind, Head, Table}};
/// let mut table = Table::new(vec![Head::new("ticker", CellKind::Text), Head::new("revenue_low", CellKind::Number)]);
/// table.rows.push(vec!["ACME".into(), 30e6.into()]);
/// let mut file = Vec::new();
/// parquet::write(&mut file, &table)?;
/// assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
/// # Ok::<(), filings::diag::Error>(())
/// ```
pub fn write(out: impl Write + Send, table: &Table) -> Result<()> {
    attempt(out, table).map_err(|error| match error {
        ParquetError::External(cause) => match cause.downcast::<std::io::Error>() {
            Ok(cause) => Error::Output(*cause),
            Err(cause) => Error::message(format!("the Parquet file cannot be written: {cause}")),
        },
        error => Error::message(format!("the Parquet file cannot be written: {error}")),
    })
}

fn attempt(out: impl Write + Send, table: &Table) -> Result<(), ParquetError> {
    let fields = table.heads.iter().map(|head| field(head).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
    let schema = Arc::new(Type::group_type_builder("filings").with_fields(fields).build()?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    for rows in table.rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        for (column, head) in table.heads.iter().enumerate() {
            write_column(&mut group, head.kind, rows.iter().map(|row| row.get(column).unwrap_or(&Cell::Missing)))?;
        }
        group.close()?;
    }
    file.close().map(|_| ())
}

fn field(head: &Head) -> Result<Type, ParquetError> {
    let (physical, logical) = match head.kind {
        CellKind::Text | CellKind::List => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        CellKind::Integer => (Physical::INT64, None),
        CellKind::Number => (Physical::DOUBLE, None),
        CellKind::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    Type::primitive_type_builder(&head.name, physical)
        .with_logical_type(logical)
        .with_repetition(Repetition::OPTIONAL)
        .build()
}

fn write_column<'a, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    kind: CellKind,
    cells: impl Iterator<Item = &'a Cell> + Clone,
) -> Result<(), ParquetError> {
    match kind {
        CellKind::Text | CellKind::List => values::<ByteArrayType, _>(group, cells, |cell| {
            (!cell.is_missing()).then(|| ByteArray::from(cell.plain().into_bytes()))
        }),
        CellKind::Integer => values::<Int64Type, _>(group, cells, |cell| match cell {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }),
        CellKind::Number => values::<DoubleType, _>(group, cells, Cell::number),
        CellKind::Day => values::<Int32Type, _>(group, cells, |cell| match cell {
            Cell::Day(day) => Some(days(*day)),
            _ => None,
        }),
    }
}

/// Writes a column; a definition level of zero stands for a missing value.
fn values<'a, T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = &'a Cell>,
    read: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let mut present = Vec::new();
    let mut levels = Vec::new();
    for cell in cells {
        let value = read(cell);
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(&present, Some(&levels), None)?;
    column.close()
}

/// Days since 1970-01-01.
fn days(day: Date) -> i32 {
    day.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days())
}
