package dev.strongroom.elevation;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps schedules, requests and settings. A schedule of an assignment is a role assignment of the
/// authoriser from the commit on.
public interface ElevationStore {
  Schedules schedules(Tx tx);

  /// Adds it, or replaces the one of the same id. There is one at most about the same place.
  void save(Tx tx, Approved<Schedule> schedule);

  void remove(Tx tx, Approved<Schedule> schedule);

  Optional<ScheduleRequest> request(Tx tx, TenantId tenant, Level level, RequestId id);

  /// All of a tenant, by their ids.
  List<ScheduleRequest> requests(Tx tx, TenantId tenant, Level level);

  /// Those of a tenant that nobody has decided yet; some may have timed out.
  List<ScheduleRequest> pending(Tx tx, TenantId tenant, Level level);

  /// The oldest of all tenants that were made before a time.
  List<ScheduleRequest> requestsBefore(Tx tx, Instant time, int max);

  /// Adds it, or replaces the one of the same id.
  void saveRequest(Tx tx, Approved<ScheduleRequest> request);

  void removeRequest(Tx tx, Approved<ScheduleRequest> request);

  /// The rules that differ from the default ones.
  Policies policies(Tx tx);

  /// Writes all rules of a policy.
  void savePolicy(Tx tx, Approved<Policy> policy);

  /// Back to the default rules.
  void removePolicy(Tx tx, Approved<Policy> policy);
}
