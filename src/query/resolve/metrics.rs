//! What guidance can be about: metrics, and what people call them.

use crate::{index::name_of, model::Metric};

/// What people also call metrics.
const METRICS: [(&str, &str); 16] = [
    ("capex", "capital_expenditure"),
    ("capital_expenditures", "capital_expenditure"),
    ("capital_spending", "capital_expenditure"),
    ("opex", "expenses"),
    ("margin", "gross_margin"),
    ("tax", "tax_rate"),
    ("comps", "comparable_sales"),
    ("same_store_sales", "comparable_sales"),
    ("fcf", "cash_flow"),
    ("free_cash_flow", "cash_flow"),
    ("sales", "revenue"),
    ("revenues", "revenue"),
    ("income", "net_income"),
    ("profit", "net_income"),
    ("ebit", "operating_income"),
    ("orders", "bookings"),
];

/// The name of a metric by another that people use for it, letter case aside.
pub(in crate::query) fn metric_called(typed: &str) -> &str {
    METRICS.iter().find(|(other, _)| other.eq_ignore_ascii_case(typed)).map_or(typed, |(_, name)| name)
}

/// Metrics and their names.
pub(crate) fn metrics() -> Vec<(String, Metric)> {
    use Metric::{
        Bookings, CapitalExpenditure, Cash, CashFlow, ComparableSales, Ebitda, Eps, Expenses, GrossMargin, NetIncome,
        OperatingIncome, OperatingMargin, Other, Revenue, Shares, TaxRate,
    };
    let all = [
        Revenue,
        Eps,
        NetIncome,
        OperatingIncome,
        Ebitda,
        GrossMargin,
        OperatingMargin,
        Cash,
        CashFlow,
        CapitalExpenditure,
        Expenses,
        TaxRate,
        Shares,
        ComparableSales,
        Bookings,
        Other,
    ];
    all.into_iter().map(|metric| (name_of(&metric), metric)).collect()
}
