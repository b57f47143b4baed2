package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.WireOp;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A page of an event history. Only the events that are news, and those that name activities, are
 * parsed: an event history may have megabytes, and comes anew whenever a cache was lost.
 *
 * @param first the first event's id; 0 where there is none
 * @param last the last event's id
 * @param causes what is news on it
 */
record HistoryPage(long first, long last, List<CommandFact> causes) {

  /**
   * Reads a page.
   *
   * @param history a {@link History}, serialised
   * @param after events up to this one are no news
   * @param run learns what was scheduled
   */
  static HistoryPage read(ByteString history, long after, RunMemory run) throws IOException {
    long first = 0;
    long last = 0;
    List<CommandFact> causes = new ArrayList<>();
    Split events = Split.of(history, Set.of(History.EVENTS_FIELD_NUMBER));
    for (ByteString bytes : events.values(History.EVENTS_FIELD_NUMBER)) {
      Head head = Head.of(bytes);
      first = first == 0 ? head.id() : first;
      last = head.id();
      if (EventFacts.schedules(head.type())) {
        if (!run.knows(head.id())) {
          EventFacts.remember(HistoryEvent.parseFrom(bytes), run);
        }
      } else if (head.id() > after && EventFacts.isCause(head.type())) {
        causes.add(EventFacts.of(HistoryEvent.parseFrom(bytes), run));
      }
    }
    return new HistoryPage(first, last, List.copyOf(causes));
  }

  /** What is told of it. */
  Map<String, String> details() {
    Map<String, String> details = new HashMap<>();
    if (last > 0) {
      details.put(WireOp.FIRST_EVENT, Long.toString(first));
      details.put(WireOp.LAST_EVENT, Long.toString(last));
    }
    return details;
  }

  /**
   * An event's beginning.
   *
   * @param id its id
   * @param type its type
   */
  private record Head(long id, EventType type) {

    static Head of(ByteString event) throws IOException {
      CodedInputStream in = event.newCodedInput();
      long id = 0;
      EventType type = EventType.EVENT_TYPE_UNSPECIFIED;
      while (!in.isAtEnd() && (id == 0 || type == EventType.EVENT_TYPE_UNSPECIFIED)) {
        int tag = in.readTag();
        switch (tag >>> 3) {
          case HistoryEvent.EVENT_ID_FIELD_NUMBER -> id = in.readInt64();
          case HistoryEvent.EVENT_TYPE_FIELD_NUMBER -> {
            EventType known = EventType.forNumber(in.readEnum());
            type = known == null ? EventType.UNRECOGNIZED : known;
          }
          default -> in.skipField(tag);
        }
      }
      return new Head(id, type);
    }
  }
}
