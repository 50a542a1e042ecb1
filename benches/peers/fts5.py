"""SQLite FTS5: fts5.py RECORDS.jsonl DATABASE QUERIES.tsv"""

import json
import os
import sqlite3
import sys

import measure

records, database, queries = sys.argv[1:]
fresh = not os.path.exists(database)
db = sqlite3.connect(database)
db.execute("PRAGMA mmap_size = 8000000000")
db.execute("PRAGMA cache_size = -1000000")
if fresh:
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("CREATE VIRTUAL TABLE texts USING fts5(headline, body, outlook, content='')")
    db.execute("CREATE TABLE facts(id INTEGER PRIMARY KEY, ticker, tone, low, high)")
    for number, line in enumerate(open(records)):
        r = json.loads(line)
        db.execute("INSERT INTO texts(rowid, headline, body, outlook) VALUES(?, ?, ?, ?)", (number, r["headline"], r["body"], r["outlook"]))
        db.execute("INSERT INTO facts VALUES(?, ?, ?, ?, ?)", (number, r["ticker"], r["tone"], r["low"], r["high"]))
    db.execute("INSERT INTO texts(texts) VALUES('optimize')")
    db.execute("CREATE INDEX by_ticker ON facts(ticker)")
    db.commit()


def ask(kind, words, field, value):
    match = f'"{words}"' if kind == "phrase" else words
    tables, where, values = "texts", "texts MATCH ?", [match]
    if field == "range":
        low, high = (float(end) for end in value.split(".."))
        where += " AND high >= ? AND low <= ?"
        values += [low, high]
    elif field:
        where += f" AND {field} = ?"
        values.append(value)
    if field:
        tables = "texts JOIN facts ON facts.id = texts.rowid"
    db.execute(f"SELECT texts.rowid FROM {tables} WHERE {where} ORDER BY texts.rank LIMIT 10", values).fetchall()
    return db.execute(f"SELECT count(*) FROM {tables} WHERE {where}", values).fetchone()[0]


measure.run(queries, ask)
