"""Xapian: xapian_.py RECORDS.jsonl DATABASE QUERIES.tsv"""

import json
import os
import sys

import xapian

import measure

records, database, queries = sys.argv[1:]
LOW, HIGH = 0, 1
if not os.path.exists(database):
    db = xapian.WritableDatabase(database, xapian.DB_CREATE | xapian.DB_NO_SYNC)
    for line in open(records):
        r = json.loads(line)
        document, generator = xapian.Document(), xapian.TermGenerator()
        generator.set_document(document)
        for part in ("headline", "body", "outlook"):
            generator.index_text(r[part])
            generator.increase_termpos(100)
        document.add_boolean_term("XK" + r["ticker"])
        document.add_boolean_term("XT" + r["tone"])
        document.add_value(LOW, xapian.sortable_serialise(r["low"]))
        document.add_value(HIGH, xapian.sortable_serialise(r["high"]))
        document.set_data(r["id"])
        db.add_document(document)
    db.commit()
    db.close()
db = xapian.Database(database)
every = db.get_doccount()


def ask(kind, words, field, value):
    operator = xapian.Query.OP_PHRASE if kind == "phrase" else xapian.Query.OP_AND
    query = xapian.Query(operator, words.split())
    if field == "range":
        low, high = (xapian.sortable_serialise(float(end)) for end in value.split(".."))
        over = xapian.Query(xapian.Query.OP_VALUE_GE, HIGH, low)
        under = xapian.Query(xapian.Query.OP_VALUE_LE, LOW, high)
        query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query(xapian.Query.OP_AND, over, under))
    elif field:
        term = {"ticker": "XK", "tone": "XT"}[field] + value
        query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query(term))
    enquire = xapian.Enquire(db)
    enquire.set_query(query)
    found = enquire.get_mset(0, 10, every)
    [hit.docid for hit in found]
    return found.get_matches_estimated()


measure.run(queries, ask)
