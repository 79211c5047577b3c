package dev.strongroom.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts open connections, together and by address.
final class Admission {
  private final Limits.Counts limits;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  Admission(Limits.Counts limits) {
    this.limits = limits;
  }

  /// Whether one more may come in; when it may, [#leave] must follow once.
  boolean enter(Optional<InetAddress> from) {
    if (open.incrementAndGet() > limits.connections()) {
      open.decrementAndGet();
      return false;
    }
    if (from.isPresent() && !enter(from.get())) {
      open.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave(Optional<InetAddress> from) {
    open.decrementAndGet();
    from.ifPresent(address ->
        byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1));
  }

  int open() {
    return open.get();
  }

  private boolean enter(InetAddress address) {
    boolean[] fits = {false};
    byAddress.compute(
        address,
        (_, count) -> {
          int now = count == null ? 0 : count;
          fits[0] = now < limits.connectionsPerAddress();
          return fits[0] ? now + 1 : now;
        });
    return fits[0];
  }
}
