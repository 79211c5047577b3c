package dev.strongroom.people;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Optional;

/// Where devices wait.
public interface DeviceStore {
  Optional<DeviceSignIn> device(Tx tx, SecretBytes hash);

  Optional<DeviceSignIn> deviceOf(Tx tx, String userCode);

  int waiting(Tx tx);

  int waitingFrom(Tx tx, String address);

  void add(Tx tx, Approved<DeviceSignIn> device);

  void update(Tx tx, Approved<DeviceSignIn> device);

  void delete(Tx tx, Approved<DeviceSignIn> device);

  int deleteDevicesBefore(Tx tx, Instant now);
}
