package dev.strongroom.arm;

import dev.strongroom.http.Request;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.ResourceId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The path of a request to the control plane, decoded: repeated and trailing slashes do not count,
/// because clients send them (clients.md, rule 12).
record ArmPath(List<String> words) {
  static ArmPath of(Request request) {
    List<String> words = new ArrayList<>();
    for (String word : request.path().split("/")) {
      if (!word.isEmpty()) {
        words.add(decoded(request, word));
      }
    }
    return new ArmPath(List.copyOf(words));
  }

  ResourceId id() {
    return ResourceId.of("/" + String.join("/", words));
  }

  /// A word that hides a slash would be judged as one path and read as another.
  private static String decoded(Request request, String word) {
    if (word.indexOf('%') < 0) {
      return word;
    }
    try {
      String text = URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (text.indexOf('/') < 0) {
        return text;
      }
    } catch (IllegalArgumentException malformed) {
      return word;
    }
    throw new Problem.RouteNotFound(request.effectiveMethod(), request.path()).asException();
  }
}
