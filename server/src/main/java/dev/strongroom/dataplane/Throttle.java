package dev.strongroom.dataplane;

import dev.strongroom.dataplane.Tariff.Cost;
import dev.strongroom.dataplane.Tariff.Kind;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.VaultName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Azure's limits on what one vault is asked for, for the vaults that an operator has named; all
/// others have none. Each node counts for itself, and only what the caller was allowed to ask.
public final class Throttle {
  private final Map<VaultName, Meters> vaults;
  private final InstantSource clock;

  public Throttle(Collection<VaultName> vaults, InstantSource clock) {
    this.vaults =
        vaults.stream()
            .distinct()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new Meters()));
    this.clock = clock;
  }

  private static final class Meters {
    private final Map<Kind, Meter> kinds = new EnumMap<>(Kind.class);

    Meters() {
      for (Kind kind : Kind.values()) {
        kinds.put(kind, new Meter(kind.capacity()));
      }
    }

    Meter of(Kind kind) {
      return Optional.ofNullable(kinds.get(kind)).orElseThrow();
    }
  }

  /// The operation, held to the limits of the vault if it has any.
  Operation<Response> hold(VaultName vault, Tariff tariff, Operation<Response> operation) {
    return Optional.ofNullable(vaults.get(vault))
        .<Operation<Response>>map(meters ->
            new Metered(operation, tariff, cost -> count(meters, cost), new AtomicBoolean()))
        .orElse(operation);
  }

  private void count(Meters meters, Cost cost) {
    Optional<Duration> wait = meters.of(cost.kind()).count(cost.units(), clock.instant());
    wait.ifPresent(left -> {
      throw new Problem.Throttled(left).asException();
    });
  }
}
