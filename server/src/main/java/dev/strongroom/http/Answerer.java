package dev.strongroom.http;

import dev.strongroom.kernel.Problem;
import java.util.List;
import java.util.Optional;

/// What stands behind the listener: a surface, or the switch between surfaces.
public interface Answerer {
  /// May be called on an event loop: answers from memory without blocking, or gives empty, and then
  /// nothing has happened.
  default Optional<Response> answerFromMemory(Request request) {
    return Optional.empty();
  }

  /// Answers; may block. Called on a virtual thread.
  Response answer(Request request);

  /// How large the body of this request may be, whose own is not there yet. Asked about requests
  /// only that pass what is usual, on an event loop.
  default int bodyLimit(Request request, int usual) {
    return usual;
  }

  /// The lines of its route tables, so that a test can want something of each. None where paths are
  /// read in another way.
  default List<Routes.Line> routes() {
    return List.of();
  }

  /// Answers what the listener refused itself (a limit was passed); records it.
  Response refuse(Request request, Problem problem);
}
