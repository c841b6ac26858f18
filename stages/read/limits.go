package read

import (
	"fmt"
	"math"
	"reflect"
	"strings"
)

// SetLimit sets the limit of a name such as MaxRatio, which may be written
// max-ratio or max_ratio too.
func (o *Options) SetLimit(name string, value int64) error {
	v := reflect.ValueOf(o).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !strings.HasPrefix(f.Name, "Max") || limitKey(f.Name) != limitKey(name) {
			continue
		}
		if value <= 0 || f.Type.Kind() == reflect.Int && value > math.MaxInt32 {
			return fmt.Errorf("limit %s is %d, must be a positive number", f.Name, value)
		}
		v.Field(i).SetInt(value)
		return nil
	}
	return fmt.Errorf("no limit is called %q; there are %s", name, strings.Join(LimitNames(), ", "))
}

// LimitNames returns the names of all limits.
func LimitNames() []string {
	var names []string
	for t, i := reflect.TypeFor[Options](), 0; i < t.NumField(); i++ {
		if name := t.Field(i).Name; strings.HasPrefix(name, "Max") {
			names = append(names, name)
		}
	}
	return names
}

// Limits returns the limits in the order of LimitNames; 0 is the default.
func (o Options) Limits() []int64 {
	var limits []int64
	v := reflect.ValueOf(o)
	for _, name := range LimitNames() {
		limits = append(limits, v.FieldByName(name).Int())
	}
	return limits
}

// limitKey is what is compared of the name of a limit.
func limitKey(name string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(name))
}
