package dev.crashproof.wire.temporal;

import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.enums.v1.EventType;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Temporal's enum constants as Temporal's own pages write them: {@code TimerFired}. */
final class Words {
  private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

  private Words() {}

  static String of(@Nullable EventType type) {
    return type == null ? "Unknown" : camel(type.name(), "EVENT_TYPE_");
  }

  static String of(CommandType type) {
    return camel(type.name(), "COMMAND_TYPE_");
  }

  private static String camel(String constant, String prefix) {
    return KNOWN.computeIfAbsent(
        constant,
        name -> {
          StringBuilder word = new StringBuilder();
          String bare = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
          for (String part : bare.split("_", -1)) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
          }
          return word.toString();
        });
  }
}
