//! Amounts in running text: currency, number, unit, and the ranges made of them.
