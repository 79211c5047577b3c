package dev.strongroom.kernel;

import java.util.ArrayList;
import java.util.List;

/// A trace that remembers what was looked at, up to a bound.
public final class Onlooker implements Trace {
  private final int most;
  private final List<Sighting> seen = new ArrayList<>();
  private int more;

  public Onlooker(int most) {
    this.most = most;
  }

  @Override
  public boolean on() {
    return true;
  }

  @Override
  public void saw(Sighting sighting) {
    if (seen.size() < most) {
      seen.add(sighting);
    } else {
      more += 1;
    }
  }

  /// In the order they were looked at.
  public List<Sighting> seen() {
    return List.copyOf(seen);
  }

  /// How many there was no room for.
  public int more() {
    return more;
  }
}
