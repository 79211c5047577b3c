package dev.strongroom.arm;

import dev.strongroom.http.Routes;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A path below some scope: `{scope}/providers/{namespace}/…`.
///
/// @param segments what follows the namespace
record ProviderPath(ResourceId scope, List<String> segments) {
  /// Empty when the path does not end in this namespace.
  static Optional<ProviderPath> of(ResourceId path, String namespace) {
    String word = "/providers/" + namespace.toLowerCase(Locale.ROOT) + "/";
    int at = path.canonical().lastIndexOf(word);
    if (at < 0) {
      return Optional.empty();
    }
    ResourceId scope = ResourceId.of(path.display().substring(0, at));
    String rest = path.display().substring(at + word.length());
    return Optional.of(new ProviderPath(scope, List.of(rest.split("/", -1))));
  }

  /// The lines of a namespace's own table as whole paths.
  static List<Routes.Line> below(String namespace, List<Routes.Line> own) {
    return own.stream()
        .map(line ->
            new Routes.Line(line.method(), "/{scope}/providers/" + namespace + line.template()))
        .toList();
  }
}
