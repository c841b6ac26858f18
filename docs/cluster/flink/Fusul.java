import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.MapPartitionFunction;
import org.apache.flink.configuration.BatchExecutionOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * Runs fusul on a Flink cluster: a share of the works is an element, "fusul shard" its
 * function, and "fusul reduce" comes when all shares are there. What a share finds lies in
 * the output folder under names that do not depend on who made it, so Flink may repeat
 * whatever it wants to.
 *
 * <p>flink run -p PARALLELISM fusul.jar FUSUL SHARES INPUT OUT [settings of fusul run ...]
 */
public class Fusul {
  /** Runs the program to its end, with its messages in the log of the task manager. */
  static class Run implements MapFunction<Long, Long> {
    private final String[] before;
    private final String[] after;

    Run(String[] before, String[] after) {
      this.before = before;
      this.after = after;
    }

    @Override
    public Long map(Long share) throws Exception {
      List<String> command = new ArrayList<>(List.of(before));
      if (share >= 0) {
        command.addAll(List.of("--index", share.toString()));
      }
      command.addAll(List.of(after));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try {
        String said = new String(process.getInputStream().readAllBytes(), "UTF-8");
        if (process.waitFor() != 0) {
          throw new Exception(String.join(" ", command) + ": " + said);
        }
        System.out.print(said);
      } finally {
        process.destroyForcibly(); // a task that is cancelled leaves nothing running
      }
      return share;
    }
  }

  public static void main(String[] args) throws Exception {
    long shares = Long.parseLong(args[1]);
    List<String> rest = new ArrayList<>(List.of(args[2], "--out", args[3]));
    for (int i = 4; i < args.length; i++) {
      rest.add(args[i]);
    }
    String[] settings = rest.toArray(new String[0]);
    Run shard = new Run(new String[] {args[0], "shard", "--of", args[1]}, settings);
    Run reduce = new Run(new String[] {args[0], "reduce"}, settings);

    Configuration settled = new Configuration();
    // else Flink sees some numbers of eight bytes and gives all shares to a single task
    settled.set(BatchExecutionOptions.ADAPTIVE_AUTO_PARALLELISM_ENABLED, false);
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment(settled);
    flink.setRuntimeMode(RuntimeExecutionMode.BATCH);
    flink
        .fromSequence(0, shares - 1)
        .rebalance()
        .map(shard)
        .name("shards")
        .keyBy(share -> 0)
        .fullWindowPartition() // all shares are done when it ends
        .mapPartition(new Last())
        .setParallelism(1)
        .map(reduce)
        .setParallelism(1)
        .print()
        .setParallelism(1);
    flink.execute("fusul");
  }

  /** Hands on one element when it has seen all. */
  static class Last implements MapPartitionFunction<Long, Long> {
    @Override
    public void mapPartition(Iterable<Long> shares, Collector<Long> out) {
      for (Long ignored : shares) {
        continue;
      }
      out.collect(-1L);
    }
  }
}
