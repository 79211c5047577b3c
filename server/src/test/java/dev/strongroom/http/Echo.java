package dev.strongroom.http;

import dev.strongroom.kernel.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers with what arrived. `/memory…` is answered where it arrived, everything else may block.
class Echo implements Answerer {
  final List<byte[]> sent = new CopyOnWriteArrayList<>();
  final List<byte[]> received = new CopyOnWriteArrayList<>();
  final List<Problem> refused = new CopyOnWriteArrayList<>();

  @Override
  public Optional<Response> answerFromMemory(Request request) {
    return request.path().startsWith("/memory") ? Optional.of(echo(request)) : Optional.empty();
  }

  @Override
  public int bodyLimit(Request request, int usual) {
    return request.path().startsWith("/large") ? 2_000 : usual;
  }

  @Override
  public Response answer(Request request) {
    return echo(request);
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    refused.add(problem);
    String text = request.method() + " " + problem;
    return Response.text(WireErrors.status(problem), "text/plain", text);
  }

  private Response echo(Request request) {
    String text =
        String.join(
            "|",
            request.effectiveMethod(),
            request.host() + ":" + request.port(),
            request.target(),
            request.tlsVersion(),
            Thread.currentThread().isVirtual() ? "virtual" : "loop",
            request.body().length + " bytes");
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    sent.add(body);
    received.add(request.body());
    return new Response(200, List.of(new Response.Header("X-Id", request.id())), body);
  }
}
