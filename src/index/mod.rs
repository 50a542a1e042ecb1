//! The index on disk: schema, analyzer, writer, reader. What `ingest` writes and `search` reads.
