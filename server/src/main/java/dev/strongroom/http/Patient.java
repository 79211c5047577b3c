package dev.strongroom.http;

import dev.strongroom.kernel.Problem;

/// Never answers on an event loop: for a server whose every answer waits for the disk, because its
/// audit log is flushed before a read is answered.
public record Patient(Answerer behind) implements Answerer {
  @Override
  public Response answer(Request request) {
    return behind.answer(request);
  }

  @Override
  public int bodyLimit(Request request, int usual) {
    return behind.bodyLimit(request, usual);
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    return behind.refuse(request, problem);
  }
}
