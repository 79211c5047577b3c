package dev.strongroom.access;

/// A role definition made ready to judge.
record Role(RoleDefinition definition, PermissionSet permissions) {
  static Role of(RoleDefinition definition) {
    return new Role(definition, new PermissionSet(definition.permissions()));
  }
}
