package dev.crashproof.wire.stream;

import java.util.Map;

/** A worker's request, as its INVOKE op tells it. */
public interface Request {

  /** The op's name. */
  String name();

  /** What else can be read of it; the wire, the start and the connection are added. */
  Map<String, String> details();
}
