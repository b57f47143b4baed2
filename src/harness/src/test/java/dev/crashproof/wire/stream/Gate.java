package dev.crashproof.wire.stream;

import dev.crashproof.history.Op;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Rules once on the first message that it is made for, and hands out its passage. */
public final class Gate implements Interceptor {
  private final Predicate<Op> which;
  private final Ruling request;
  private final Ruling reply;
  private final CompletableFuture<Passage> met = new CompletableFuture<>();
  private final AtomicBoolean replied = new AtomicBoolean();

  private Gate(Predicate<Op> which, Ruling request, Ruling reply) {
    this.which = which;
    this.request = request;
    this.reply = reply;
  }

  public static Gate onRequest(String name, Ruling ruling) {
    return new Gate(op -> op.name().equals(name), ruling, Ruling.pass());
  }

  public static Gate onReply(String name, Ruling ruling) {
    return new Gate(op -> op.name().equals(name), Ruling.pass(), ruling);
  }

  @Override
  public Ruling request(Passage passage) {
    return which.test(passage.arrived()) && met.complete(passage) ? request : Ruling.pass();
  }

  @Override
  public Ruling reply(Passage passage) {
    return which.test(passage.arrived()) && replied.compareAndSet(false, true)
        ? reply
        : Ruling.pass();
  }

  public Passage met() throws Exception {
    return met.get(30, TimeUnit.SECONDS);
  }

  public Op answered() throws Exception {
    return met().answered().get(30, TimeUnit.SECONDS);
  }
}
