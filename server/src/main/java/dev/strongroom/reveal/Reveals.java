package dev.strongroom.reveal;

import dev.strongroom.model.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules of one generation, and its requests that wait or may be used.
public final class Reveals {
  private final Map<String, RevealRule> rules = new HashMap<>();
  private final List<RevealRequest> requests;
  private final Map<RevealRequest.Subject, List<RevealRequest>> bySubject = new HashMap<>();

  public Reveals(List<RevealRule> rules, List<RevealRequest> requests) {
    rules.forEach(rule -> this.rules.put(rule.scope().canonical(), rule));
    this.requests = List.copyOf(requests);
    for (RevealRequest one : this.requests) {
      bySubject.computeIfAbsent(one.subject(), _ -> new ArrayList<>()).add(one);
    }
  }

  public Optional<RevealRule> rule(ResourceId scope) {
    return Optional.ofNullable(rules.get(scope.canonical()));
  }

  /// The nearest rule at a path or above it.
  Optional<RevealRule> covering(ResourceId path) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    String at = path.canonical();
    while (!at.isEmpty()) {
      RevealRule found = rules.get(at);
      if (found != null) {
        return Optional.of(found);
      }
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return Optional.ofNullable(rules.get("/"));
  }

  int rules() {
    return rules.size();
  }

  /// Those that wait for somebody.
  List<RevealRequest> waiting(Instant now) {
    return requests.stream().filter(one -> one.state(now) == RevealRequest.State.PENDING).toList();
  }

  /// What is too old to wait or to be used.
  Stream<RevealRequest> late(Instant now) {
    return requests.stream().filter(one -> one.state(now) == RevealRequest.State.EXPIRED);
  }

  /// One that may be used now.
  Optional<RevealRequest> usable(RevealRequest.Subject subject, Instant now) {
    return bySubject.getOrDefault(subject, List.of()).stream()
        .filter(one -> one.state(now) == RevealRequest.State.APPROVED)
        .findFirst();
  }
}
