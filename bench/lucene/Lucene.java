import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.ar.ArabicNormalizer;
import org.apache.lucene.analysis.ar.ArabicStemmer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.util.BytesRefBuilder;
import org.apache.lucene.util.BytesRefHash;

/**
 * Lucene's Arabic analysis from the command line.
 *
 * normalise, stem: a word a line on standard input, the answer a line on standard output.
 * speed FILE...: for each line on standard input, analyses the files once in one thread, and prints
 * tokens and nanoseconds of processor time.
 */
public final class Lucene {
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "normalise" -> lines(new ArabicNormalizer()::normalize);
      case "stem" -> lines(new ArabicStemmer()::stem);
      case "speed" -> speed(List.of(args).subList(1, args.length));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** A change of the first length letters of a buffer, which returns their new number. */
  interface Change {
    int apply(char[] buffer, int length);
  }

  static void lines(Change change) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out =
        new PrintWriter(
            new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
    for (String line; (line = in.readLine()) != null; ) {
      char[] word = line.toCharArray();
      out.print(new String(word, 0, change.apply(word, word.length)));
      out.print('\n');
    }
    out.flush();
  }

  static void speed(List<String> files) throws IOException {
    var texts = new ArrayList<String>();
    for (String file : files) {
      texts.add(Files.readString(Path.of(file)));
    }
    var analyzer = new ArabicAnalyzer();
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var rounds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (rounds.readLine() != null) {
      long start = system.getProcessCpuTime();
      long tokens = 0;
      for (String text : texts) {
        tokens += count(analyzer, text);
      }
      System.out.println(tokens + " " + (system.getProcessCpuTime() - start));
    }
  }

  /** Counts the terms of a text as an index writer does: each gets a number in a hash of bytes. */
  static long count(Analyzer analyzer, String text) throws IOException {
    var terms = new BytesRefHash();
    var counts = new int[1 << 16];
    var bytes = new BytesRefBuilder();
    long tokens = 0;
    try (TokenStream stream = analyzer.tokenStream("text", new StringReader(text))) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        bytes.copyChars(term);
        int id = terms.add(bytes.get());
        if (id < 0) {
          id = -id - 1;
        }
        if (id >= counts.length) {
          counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        counts[id]++;
        tokens++;
      }
      stream.end();
    }
    return tokens;
  }
}
