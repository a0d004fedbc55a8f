package config

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// configFlag names another file than the usual ones.
const configFlag = "config"

// AddFlags gives a command the flags of all settings.
func AddFlags(flags *pflag.FlagSet) {
	flags.String(configFlag, "", "settings file (default: "+fileName+" here, else in the system's configuration folder)")
	for _, s := range settings {
		if s.Flag != "" {
			flags.String(s.Flag, "", s.help())
		}
	}
}

// help is the setting's line in --help.
func (s Setting) help() string {
	text := s.Usage + " (" + s.Env + ")"
	shown := cmp.Or(s.Shown, s.Default)
	if s.Key == keyDataDir {
		shown = defaultDataDir() // on this computer
	}
	if shown == "" {
		return text
	}
	return text + " (default: " + strings.TrimPrefix(shown, "empty: ") + ")"
}

// Load reads the settings: a flag beats the environment, that beats followup.yaml, that beats the default. Its error names every
// key that is wrong, one a line, and holds no secret.
func Load(flags *pflag.FlagSet) (Config, error) {
	v := viper.NewWithOptions(viper.ExperimentalBindStruct())
	for _, s := range settings {
		v.SetDefault(s.Key, s.Default)
		if err := v.BindEnv(s.Key, s.Env); err != nil {
			return Config{}, fmt.Errorf("read settings: %w", err)
		}
		if flag := flags.Lookup(s.Flag); s.Flag != "" && flag != nil {
			if err := v.BindPFlag(s.Key, flag); err != nil {
				return Config{}, fmt.Errorf("read settings: %w", err)
			}
		}
	}
	v.SetDefault(keyDataDir, defaultDataDir())

	file, err := findFile(flags)
	if err != nil {
		return Config{}, err
	}
	if file != "" {
		if err := readFile(v, file); err != nil {
			return Config{}, err
		}
	}
	return decode(v, flags, file)
}

func readFile(v *viper.Viper, file string) error {
	v.SetConfigFile(file)
	v.SetConfigType("yaml")
	if err := v.ReadInConfig(); err != nil {
		if _, bad := errors.AsType[viper.ConfigParseError](err); bad {
			return fmt.Errorf("%s is not valid YAML", file) // the parser's own words may quote a secret
		}
		return fmt.Errorf("read settings: %w", err)
	}
	var unknown []error
	for _, key := range v.AllKeys() {
		if _, ok := setting(key); !ok {
			unknown = append(unknown, fmt.Errorf("%s: there is no setting %q%s", file, key, suggestion(key)))
		}
	}
	slices.SortFunc(unknown, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
	return errors.Join(unknown...)
}

// suggestion helps those who wrote an environment name into the file.
func suggestion(key string) string {
	for _, s := range settings {
		if strings.EqualFold(s.Env, key) {
			return fmt.Sprintf("; write %s", s.Key)
		}
	}
	return ""
}

// decode turns what viper collected into a valid Config.
func decode(v *viper.Viper, flags *pflag.FlagSet, file string) (Config, error) {
	c := Config{file: file, origins: origins(v, flags, file)}
	if err := v.UnmarshalExact(&c, viper.DecodeHook(mapstructure.ComposeDecodeHookFunc(
		mapstructure.StringToSliceHookFunc(","),
		mapstructure.TextUnmarshallerHookFunc(),
	))); err != nil {
		return Config{}, c.explain(err)
	}
	if err := c.check(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// wants says what a value that could not be read at all should have been.
var wants = map[string]string{
	"connections": wantConnections,
	"log_level":   wantLevel,
}

// explain names the keys whose values have the wrong type.
func (c *Config) explain(err error) error {
	var problems []error
	var collect func(error)
	collect = func(err error) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				collect(e)
			}
			return
		}
		if bad, ok := errors.AsType[*mapstructure.DecodeError](err); ok {
			problems = append(problems, c.wrong(bad.Name(), cmp.Or(wants[bad.Name()], "must be text")))
		}
	}
	collect(err)
	if len(problems) == 0 {
		return fmt.Errorf("read settings: %w", err)
	}
	return errors.Join(problems...)
}

// wrong is the error of one key. It says where the value is from but not the value, which could be a secret in the wrong place.
func (c *Config) wrong(key, why string) error {
	env := name(key)
	if from := c.origins[key]; from != "" && from != env {
		return fmt.Errorf("%s (from %s) %s", env, from, why)
	}
	return fmt.Errorf("%s %s", env, why)
}

func origins(v *viper.Viper, flags *pflag.FlagSet, file string) map[string]string {
	from := make(map[string]string, len(settings))
	for _, s := range settings {
		flag := flags.Lookup(s.Flag)
		switch {
		case s.Flag != "" && flag != nil && flag.Changed:
			from[s.Key] = "--" + s.Flag
		case os.Getenv(s.Env) != "":
			from[s.Key] = s.Env
		case v.InConfig(s.Key):
			from[s.Key] = file
		default:
			from[s.Key] = "default"
		}
	}
	return from
}
