package dev.strongroom.http;

import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A surface's table of method and template → what it does, looked up segment by segment.
///
/// A template is `/secrets/{name}/{version}`: its words compare without regard to case, as Azure's
/// identifiers do; `{name}` takes any segment but an empty one. `{version?}` may also be empty or
/// absent (`POST /keys/n//sign`, which Go's client sends as `/keys/n/sign`; `GET /secrets/n/` and
/// `GET /secrets/n`). A word wins over a name. Everywhere else empty segments mean nothing:
/// repeated slashes are one, and one at the end is none.
///
/// @param <T> what a route leads to
public final class Routes<T> {
  private static final String OPTIONAL = "?}";
  private final Node<T> root;
  private final List<Line> lines;

  private Routes(Node<T> root, List<Line> lines) {
    this.root = root;
    this.lines = List.copyOf(lines);
  }

  public static <T> Builder<T> builder() {
    return new Builder<>();
  }

  /// One line of a table, as it was written.
  public record Line(String method, String template) {
    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  /// A route that was found, with the decoded values of its names.
  public record Match<T>(Line line, T route, Map<String, String> values) {
    /// The value of `{name}`.
    public String value(String name) {
      return Optional.ofNullable(values.get(name))
          .orElseThrow(() -> new IllegalStateException("the template has no {" + name + "}"));
    }

    /// The value of `{name?}`, when it was given.
    public Optional<String> optional(String name) {
      return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }
  }

  /// The whole table, so that a test can want something of each line.
  public List<Line> lines() {
    return lines;
  }

  /// Throws [Problem.RouteNotFound] when no template fits the path, [Problem.MethodNotAllowed] when
  /// one fits with another method, [Problem.Malformed] for a broken escape.
  public Match<T> find(Request request) {
    return find(request.effectiveMethod(), PathSegments.of(request.path()), request.path());
  }

  /// The same for a path whose segments are decoded already.
  ///
  /// @param shown the path as a refusal names it
  public Match<T> find(String method, List<String> segments, String shown) {
    Search<T> search = new Search<>(method, segments);
    return search
        .from(root, 0)
        .orElseThrow(() ->
            (search.otherMethod
                    ? new Problem.MethodNotAllowed(method, shown)
                    : new Problem.RouteNotFound(method, shown))
                .asException());
  }

  public static final class Builder<T> {
    private final Node<T> root = new Node<>();
    private final List<Line> lines = new ArrayList<>();

    private Builder() {}

    public Builder<T> add(String method, String template, T route) {
      Node<T> at = root;
      List<String> names = new ArrayList<>();
      for (String part : template.split("/")) {
        if (part.isEmpty()) {
          continue;
        }
        if (part.startsWith("{")) {
          boolean optional = part.endsWith(OPTIONAL);
          names.add(part.substring(1, part.length() - (optional ? 2 : 1)));
          at = optional ? at.optional() : at.named();
        } else {
          at = at.words.computeIfAbsent(part.toLowerCase(Locale.ROOT), _ -> new Node<>());
        }
      }
      Line line = new Line(method, template);
      lines.add(line);
      Leaf<T> before = at.leaves.put(method, new Leaf<>(line, route, List.copyOf(names)));
      Check.that(before == null, "one route for " + method + " " + template);
      return this;
    }

    public Routes<T> build() {
      return new Routes<>(root, lines);
    }
  }

  private record Leaf<T>(Line line, T route, List<String> names) {}

  private static final class Node<T> {
    final Map<String, Node<T>> words = new HashMap<>();
    final Map<String, Leaf<T>> leaves = new HashMap<>();
    Optional<Node<T>> named = Optional.empty();
    Optional<Node<T>> optional = Optional.empty();

    Node<T> named() {
      named = Optional.of(named.orElseGet(Node::new));
      return named.get();
    }

    Node<T> optional() {
      optional = Optional.of(optional.orElseGet(Node::new));
      return optional.get();
    }
  }

  /// One walk down the tree; `values` is the path's part so far.
  private static final class Search<T> {
    private final String method;
    private final List<String> segments;
    private final List<String> values = new ArrayList<>();
    private boolean otherMethod;

    Search(String method, List<String> segments) {
      this.method = method;
      this.segments = segments;
    }

    Optional<Match<T>> from(Node<T> node, int at) {
      if (at == segments.size()) {
        return end(node).or(() -> skip(node, at));
      }
      String segment = segments.get(at);
      if (segment.isEmpty()) {
        return skip(node, at + 1).or(() -> from(node, at + 1));
      }
      return word(node, segment, at)
          .or(() -> node.named.flatMap(next -> with(next, segment, at + 1)))
          .or(() -> node.optional.flatMap(next -> with(next, segment, at + 1)))
          .or(() -> skip(node, at));
    }

    private Optional<Match<T>> word(Node<T> node, String segment, int at) {
      return Optional.ofNullable(node.words.get(segment.toLowerCase(Locale.ROOT)))
          .flatMap(next -> from(next, at + 1));
    }

    /// Goes on as if the optional name were given and empty.
    private Optional<Match<T>> skip(Node<T> node, int at) {
      return node.optional.flatMap(next -> with(next, "", at));
    }

    private Optional<Match<T>> with(Node<T> next, String value, int at) {
      values.addLast(value);
      Optional<Match<T>> found = from(next, at);
      values.removeLast();
      return found;
    }

    private Optional<Match<T>> end(Node<T> node) {
      Leaf<T> leaf = node.leaves.get(method);
      if (leaf == null) {
        otherMethod |= !node.leaves.isEmpty();
        return Optional.empty();
      }
      Map<String, String> named = new LinkedHashMap<>();
      for (int i = 0; i < leaf.names().size(); i += 1) {
        named.put(leaf.names().get(i), values.get(i));
      }
      return Optional.of(new Match<>(leaf.line(), leaf.route(), named));
    }
  }
}
