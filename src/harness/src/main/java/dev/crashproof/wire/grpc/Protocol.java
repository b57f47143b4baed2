package dev.crashproof.wire.grpc;

/** Reads the messages of the services that it knows. */
public interface Protocol {

  /**
   * Whether a method certainly takes one message and answers with one. Of others, what turns out to
   * be a stream is passed on as one.
   *
   * @param method the full name, {@code package.Service/Method}
   */
  boolean unary(String method);

  /**
   * Reads a request, or as much of it as can be read.
   *
   * @param caller who sent it
   * @param method the full name, {@code package.Service/Method}
   * @param request the message; not to be changed
   */
  Reading read(Caller caller, String method, byte[] request);
}
