// Package terra046 keeps Terra's core among what its go.mod asks for.
package terra046

import _ "github.com/terra-project/core/app"
