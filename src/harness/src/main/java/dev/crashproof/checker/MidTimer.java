package dev.crashproof.checker;

import dev.crashproof.history.Event;
import java.util.List;
import java.util.Optional;

/** While a durable timer runs. */
record MidTimer(int order) implements Moment {
  MidTimer {
    if (order < 1) {
      throw new IllegalArgumentException(
          "Timers are counted from 1 in the order started; there is no timer #" + order + ".");
    }
  }

  @Override
  public String name() {
    return "mid-timer #" + order;
  }

  @Override
  public Optional<String> unreached(Sighting before) {
    return timer(before).isPresent()
        ? Optional.empty()
        : Optional.of("timer #" + order + " was not started yet");
  }

  @Override
  public Optional<String> passed(Sighting after) {
    Optional<Event> started = timer(after);
    if (started.isEmpty()) {
      return Optional.of("timer #" + order + " is not in the event history");
    }
    String startedId = Long.toString(started.get().id());
    return after
        .eventHistory()
        .first(e -> ends(e) && e.attribute("startedEventId").filter(startedId::equals).isPresent())
        .map(e -> "timer #%d was over: %s (event %d)".formatted(order, e.type(), e.id()));
  }

  private static boolean ends(Event event) {
    return event.is("TimerFired") || event.is("TimerCanceled");
  }

  private Optional<Event> timer(Sighting sighting) {
    List<Event> started = sighting.eventHistory().all(e -> e.is("TimerStarted"));
    return started.size() < order ? Optional.empty() : Optional.of(started.get(order - 1));
  }
}
