package dev.strongroom.http;

import dev.strongroom.kernel.Problem;
import java.util.List;
import java.util.Optional;

/// Passes requests on to whoever is to answer them now.
public final class Relay implements Answerer {
  private volatile Answerer behind;

  public Relay(Answerer first) {
    this.behind = first;
  }

  /// Requests that arrive from now on are answered by `next`.
  public void to(Answerer next) {
    behind = next;
  }

  @Override
  public Optional<Response> answerFromMemory(Request request) {
    return behind.answerFromMemory(request);
  }

  @Override
  public Response answer(Request request) {
    return behind.answer(request);
  }

  @Override
  public List<Routes.Line> routes() {
    return behind.routes();
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
