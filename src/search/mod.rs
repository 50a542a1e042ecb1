//! From a query to hits, with snippets, in a stated order.
