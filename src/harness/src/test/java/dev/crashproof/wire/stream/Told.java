package dev.crashproof.wire.stream;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireExchanges;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.List;

/** What an interposer has written down, in short words. */
public record Told(Recorder recorder) {

  public List<WireExchange> exchanges() {
    return WireExchanges.of(recorder.history());
  }

  public List<String> names() {
    return exchanges().stream().map(WireExchange::call).toList();
  }

  public WireExchange exchange(String name) {
    return exchanges().stream()
        .filter(exchange -> exchange.call().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + names()));
  }

  /** Its ops after its arrival: {@code forwarded, OK, delivered}. */
  public String course(String name) {
    long id = exchange(name).id();
    List<String> course = new ArrayList<>();
    for (Op op : recorder.history().ops()) {
      if (op.kind() != OpKind.INVOKE && WireOp.exchange(op).orElse(-1) == id) {
        course.add(
            op.detail(WireOp.STEP).orElse(op.kind().name())
                + op.detail(WireOp.POSTHUMOUS).map(dead -> " posthumously").orElse(""));
      }
    }
    return String.join(", ", course);
  }

  public String text(String name) {
    return exchange(name).detail(WireOp.TEXT).orElse("");
  }
}
