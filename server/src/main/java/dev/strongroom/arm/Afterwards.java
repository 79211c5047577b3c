package dev.strongroom.arm;

import java.util.ArrayList;
import java.util.List;

/// What is to be done when a request has been answered, however it ended.
final class Afterwards implements AutoCloseable {
  private final List<Runnable> steps = new ArrayList<>();

  void add(Runnable step) {
    steps.add(step);
  }

  @Override
  public void close() {
    steps.forEach(Runnable::run);
  }
}
