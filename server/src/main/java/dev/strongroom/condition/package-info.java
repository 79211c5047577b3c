/// I own the language of conditions on roles and assignments (Azure's ABAC, version 2.0): its
/// grammar, its types, and what a condition says about a request. I know no principals, no scopes
/// and no store.
@NullMarked
package dev.strongroom.condition;

import org.jspecify.annotations.NullMarked;
