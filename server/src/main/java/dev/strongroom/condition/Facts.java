package dev.strongroom.condition;

import java.util.List;

/// A request as a condition sees it.
public interface Facts {
  /// The action that is judged, in lower case.
  String action();

  Known about(Attribute attribute);

  /// What is known of an attribute.
  sealed interface Known {
    /// At least one value.
    record Values(List<Value> values) implements Known {}

    /// The request has no such attribute.
    record Absent() implements Known {}

    /// It may have one; nobody has looked.
    record Unknown() implements Known {}
  }
}
