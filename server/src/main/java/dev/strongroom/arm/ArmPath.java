package dev.strongroom.arm;

import dev.strongroom.http.Request;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.ResourceId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The path of a request to the control plane, decoded: repeated and trailing slashes do not count,
/// because clients send them (clients.md, rule 12). Some clients write a scope as one word, its
/// slashes encoded (Python's and Java's locks by scope): it counts as the words that it is.
record ArmPath(List<String> words) {
  static ArmPath of(Request request) {
    List<String> words = new ArrayList<>();
    List<String> given = written(request.path());
    for (String word : given) {
      String text = decoded(word);
      if (text.indexOf('/') < 0) {
        words.add(text);
      } else if (words.isEmpty() && isScope(given)) {
        words.addAll(written(text));
      } else {
        throw hiding(request);
      }
    }
    return new ArmPath(List.copyOf(words));
  }

  ResourceId id() {
    return ResourceId.of("/" + String.join("/", words));
  }

  private static List<String> written(String path) {
    return Stream.of(path.split("/")).filter(word -> !word.isEmpty()).toList();
  }

  /// Whether the first word is the whole of a scope.
  private static boolean isScope(List<String> words) {
    return words.size() > 1 && words.get(1).equalsIgnoreCase("providers");
  }

  private static String decoded(String word) {
    if (word.indexOf('%') < 0) {
      return word;
    }
    try {
      return URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return word;
    }
  }

  /// A word that hides a slash would be judged as one path and read as another.
  private static RuntimeException hiding(Request request) {
    return new Problem.RouteNotFound(request.effectiveMethod(), request.path()).asException();
  }
}
