import java.io.BufferedReader;
import java.nio.file.*;
import java.util.*;
import java.util.regex.*;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.*;

/** Lucene: java -cp lucene-core.jar Lucene.java RECORDS.jsonl INDEX QUERIES.tsv */
public class Lucene {
    static String text(String line, String key) {
        Matcher found = Pattern.compile("\"" + key + "\":\"?([^\"}]*?)\"?[,}]").matcher(line);
        if (!found.find()) throw new IllegalArgumentException(key);
        return found.group(1);
    }

    static void build(Path records, Directory directory) throws Exception {
        Analyzer gaps = new AnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            final Analyzer standard = new StandardAnalyzer();
            protected Analyzer getWrappedAnalyzer(String field) { return standard; }
            public int getPositionIncrementGap(String field) { return 100; }
        };
        IndexWriterConfig config = new IndexWriterConfig(gaps).setRAMBufferSizeMB(512);
        try (IndexWriter writer = new IndexWriter(directory, config); BufferedReader lines = Files.newBufferedReader(records)) {
            for (String line; (line = lines.readLine()) != null; ) {
                Document document = new Document();
                for (String part : List.of("headline", "body", "outlook"))
                    document.add(new TextField("text", text(line, part), Field.Store.NO));
                document.add(new StringField("ticker", text(line, "ticker"), Field.Store.NO));
                document.add(new StringField("tone", text(line, "tone"), Field.Store.NO));
                double low = Double.parseDouble(text(line, "low")), high = Double.parseDouble(text(line, "high"));
                document.add(new DoubleRange("revenue", new double[] {low}, new double[] {high}));
                document.add(new StoredField("id", text(line, "id")));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
    }

    static Query query(String kind, String words, String condition) {
        String[] parts = words.split(" ");
        Query text;
        if (kind.equals("phrase")) {
            text = new PhraseQuery("text", parts);
        } else {
            BooleanQuery.Builder all = new BooleanQuery.Builder();
            for (String word : parts) all.add(new TermQuery(new Term("text", word)), BooleanClause.Occur.MUST);
            text = all.build();
        }
        if (condition.isEmpty()) return text;
        String[] named = condition.split("=");
        Query filter;
        if (named[0].equals("range")) {
            String[] ends = named[1].split("\\.\\.");
            double[] low = {Double.parseDouble(ends[0])}, high = {Double.parseDouble(ends[1])};
            filter = DoubleRange.newIntersectsQuery("revenue", low, high);
        } else {
            filter = new TermQuery(new Term(named[0], named[1]));
        }
        return new BooleanQuery.Builder().add(text, BooleanClause.Occur.MUST).add(filter, BooleanClause.Occur.FILTER).build();
    }

    public static void main(String[] arguments) throws Exception {
        Path index = Paths.get(arguments[1]);
        boolean fresh = !Files.exists(index);
        Directory directory = new MMapDirectory(index);
        if (fresh) build(Paths.get(arguments[0]), directory);
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
        searcher.setQueryCache(null);
        List<String> lines = Files.readAllLines(Paths.get(arguments[2]));
        for (int pass = 0; pass < 2; pass++) // the first one warms the compiler
            for (String line : lines) {
                String[] columns = line.split("\t", -1);
                List<Double> times = new ArrayList<>();
                long hits = 0, began = System.nanoTime();
                while (times.size() < (pass == 0 ? 10 : 41) && (times.size() < 3 || System.nanoTime() - began < 3e9)) {
                    long start = System.nanoTime();
                    Query query = query(columns[0], columns[1], columns[2]);
                    TopDocs top = searcher.search(query, TopScoreDocCollector.createSharedManager(10, null, Integer.MAX_VALUE));
                    hits = top.totalHits.value;
                    times.add((System.nanoTime() - start) / 1e6);
                }
                Collections.sort(times);
                if (pass == 1)
                    System.out.printf(Locale.ROOT, "%s\t%s\t%d\t%.3f\t%.3f%n", columns[0],
                        (columns[1] + " " + columns[2]).trim(), hits, times.get(times.size() / 2), times.get(times.size() - 1));
            }
    }
}
