// Package monkey is empty: nothing that is built here calls it.
package monkey
