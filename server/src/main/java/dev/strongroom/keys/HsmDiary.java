package dev.strongroom.keys;

/// Where what happens in the HSM is written down, in transactions of their own.
public interface HsmDiary {
  /// Before anything is made. Answers whether the rest of another object has to go first.
  boolean begin(HsmKeyRow key);

  /// After it is certain that there is nothing.
  void forget(String label);
}
