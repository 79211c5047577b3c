package dev.strongroom.http;

import dev.strongroom.kernel.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Two surfaces on one host: what lies under a path goes to the first, the rest to the second.
///
/// @param path lower case, without a slash at the end
public record Beside(String path, Answerer under, Answerer rest) implements Answerer {
  @Override
  public Optional<Response> answerFromMemory(Request request) {
    return chosen(request).answerFromMemory(request);
  }

  @Override
  public Response answer(Request request) {
    return chosen(request).answer(request);
  }

  @Override
  public List<Routes.Line> routes() {
    return Stream.concat(under.routes().stream(), rest.routes().stream()).toList();
  }

  @Override
  public int bodyLimit(Request request, int usual) {
    return chosen(request).bodyLimit(request, usual);
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    return chosen(request).refuse(request, problem);
  }

  private Answerer chosen(Request request) {
    String asked = request.path().toLowerCase(Locale.ROOT);
    return asked.equals(path) || asked.startsWith(path + "/") ? under : rest;
  }
}
