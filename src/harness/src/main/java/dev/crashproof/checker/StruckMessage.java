package dev.crashproof.checker;

import dev.crashproof.history.ActivityName;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.WireOp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the message that was struck is the one that the boundary names. */
final class StruckMessage {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scope>(?:(?:child .+?#\\d+|run \\d+): )*)(?<call>\\S+)(?: (?<rest>.*))?",
          Pattern.DOTALL);
  private static final Pattern ACTIVITY =
      Pattern.compile("(?<name>\\S.*?#\\d+)(?: attempt (?<attempt>\\d+))?(?: .*)?");
  private static final Pattern STATEMENT =
      Pattern.compile("(?:.* )?(?<verb>[^\\s#(]+)(?: #\\d+| \\(\\d+\\))*");
  private static final Pattern ENDING = Pattern.compile("(?: attempt \\d+)?(?: \\(\\d+\\))?$");

  private final Strike strike;
  private final Exchange exchange;
  private final String scope;
  private final String call;
  private final String rest;

  private StruckMessage(Strike strike, Exchange exchange, Matcher matcher) {
    this.strike = strike;
    this.exchange = exchange;
    this.scope = matcher.group("scope");
    this.call = matcher.group("call");
    this.rest = Optional.ofNullable(matcher.group("rest")).orElse("");
  }

  /** Why it is another; empty if it is that one. */
  static Optional<String> another(Strike strike, Exchange exchange) {
    String message = strike.boundary().message();
    Matcher matcher = FORM.matcher(message);
    boolean same = matcher.matches() && new StruckMessage(strike, exchange, matcher).same();
    return same
        ? Optional.empty()
        : Optional.of("what was struck is not \"%s\" but %s".formatted(message, exchange));
  }

  private boolean same() {
    return switch (call) {
      case "start-up" -> startUp();
      case "database" -> exchange.on(WireOp.POSTGRES) && statement(rest);
      case "http" -> exchange.on(WireOp.HTTP);
      case "activity" ->
          handedOver().stream()
              .anyMatch(t -> t.ofActivity() && activity(t.activityId(), t.attempt()));
      case "workflow" -> handedOver().stream().anyMatch(t -> !t.ofActivity());
      case "RespondWorkflowTaskCompleted" -> exchange.call().equals(call) && commands();
      default ->
          exchange.on(WireOp.TEMPORAL)
              && (exchange.call().equals(call) || exchange.call().equals(call + "ById"))
              && (!call.contains("ActivityTask")
                  || activity(strike.wire().activityId(exchange), strike.wire().attempt(exchange)));
    };
  }

  private boolean startUp() {
    String database = "database ";
    return rest.startsWith(database)
        ? exchange.on(WireOp.POSTGRES) && statement(rest.substring(database.length()))
        : exchange.call().equals(ENDING.matcher(rest).replaceFirst(""));
  }

  private boolean statement(String words) {
    Matcher matcher = STATEMENT.matcher(words);
    return matcher.matches() && matcher.group("verb").equals(exchange.call());
  }

  private List<Task> handedOver() {
    return strike.wire().tasks().stream().filter(t -> t.exchange().id() == exchange.id()).toList();
  }

  /** By the event history, which knows nothing of names: the n-th of its type has that id. */
  private boolean activity(String activityId, int attempt) {
    Matcher matcher = ACTIVITY.matcher(rest);
    if (!matcher.matches()) {
      return false;
    }
    ExpectedEffect.Source.OfActivity named =
        new ExpectedEffect.Source.OfActivity(scope, ActivityName.parse(matcher.group("name")));
    int wanted = Optional.ofNullable(matcher.group("attempt")).map(Integer::parseInt).orElse(1);
    return strike.executions().activities().stream()
        .filter(a -> a.is(named))
        .anyMatch(a -> a.id().equals(activityId) && (attempt == 0 || attempt == wanted));
  }

  private boolean commands() {
    int end = rest.lastIndexOf(']');
    if (!rest.startsWith("[") || end < 0) {
      return false;
    }
    String inside = rest.substring(1, end);
    List<String> wanted =
        inside.isEmpty()
            ? List.of()
            : Arrays.stream(inside.split(", ", -1)).map(c -> c.split(" ", 2)[0]).toList();
    return Commands.of(exchange).stream().map(CommandFact::type).toList().equals(wanted);
  }
}
