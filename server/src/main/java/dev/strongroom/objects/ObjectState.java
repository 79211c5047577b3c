package dev.strongroom.objects;

/// What a name stands for in a vault.
public sealed interface ObjectState<P extends ObjectProperties> {
  record Absent<P extends ObjectProperties>() implements ObjectState<P> {}

  record Live<P extends ObjectProperties>(P latest) implements ObjectState<P> {}

  record Gone<P extends ObjectProperties>(Deleted<P> object) implements ObjectState<P> {}

  /// Its purge has begun and has not ended: nothing reads it or brings it back, and its name is not
  /// free yet.
  record Purging<P extends ObjectProperties>() implements ObjectState<P> {}
}
