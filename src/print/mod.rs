//! How answers are written: tables, JSON, lines.
