/** Identity in a mesh without a sidecar: a certificate of the mesh that is shown to services, whose own is checked. */
@NullMarked
package io.quantumlayer.platform.mesh;

import org.jspecify.annotations.NullMarked;
