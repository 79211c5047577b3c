package dev.strongroom.identity;

import dev.strongroom.model.AppId;

/// The resources of this server that people's tokens are for, by Azure's ids, and the one delegated
/// permission of each: to do what the user may do.
public enum Api {
  MANAGEMENT("797f4846-ba00-4fd7-ba43-dac1f8f63013", "41094075-9dad-400e-a0bd-54e686782033"),
  VAULT("cfa8b339-82a2-471a-a3c9-0fc0be7a4093", "f53da476-18e3-4152-8e01-aec403e6edc0"),
  GRAPH("00000003-0000-0000-c000-000000000000", "0e263e50-5827-48a4-b97c-d940288653c7");

  private final AppId id;
  private final AppId permission;

  Api(String id, String permission) {
    this.id = AppId.of(id);
    this.permission = AppId.of(permission);
  }

  public boolean givenBy(Delegated one) {
    return one.resource().equals(id) && one.permission().equals(permission);
  }
}
