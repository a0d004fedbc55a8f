package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
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

// Load reads the settings: a flag beats the environment, that beats followup.yaml, that beats the default. Its error is Problems,
// everything that is wrong at once; what is right is in the Config even then.
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

	var c Config
	file, err := findFile(flags)
	if err == nil && file != "" {
		err = readFile(v, file)
	}
	if err != nil {
		c.unread = true
		c.problems = append(c.problems, Problem{Text: err.Error()})
	}
	c.problems = append(c.problems, unknownKeys(v, file)...)
	c.file, c.origins, c.given = file, origins(v, flags, file), given(v)
	c.decode(v)
	return c, join(c.problems)
}

func readFile(v *viper.Viper, file string) error {
	v.SetConfigFile(file)
	v.SetConfigType("yaml")
	err := v.ReadInConfig()
	if err == nil {
		return nil
	}
	if _, bad := errors.AsType[viper.ConfigParseError](err); bad {
		return fmt.Errorf("the settings file %s is not valid YAML: each line is like log_level: info, indented by spaces if at all", file) // the parser's own words may quote a secret
	}
	return fmt.Errorf("the settings file %s can't be read: %s", file, plainFileError(err))
}

func unknownKeys(v *viper.Viper, file string) Problems {
	var unknown Problems
	for _, key := range v.AllKeys() {
		if _, ok := setting(key); !ok {
			unknown = append(unknown, Problem{Text: fmt.Sprintf("%s: there is no setting %q%s", file, key, suggestion(key))})
		}
	}
	return unknown
}

// plainFileError is what is wrong with a file, without its name.
func plainFileError(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "this account may not read it"
	}
	if about, ok := errors.AsType[*fs.PathError](err); ok {
		return about.Err.Error()
	}
	return err.Error()
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

// decode fills the Config with what viper collected, as far as it is valid, and notes what is not.
func (c *Config) decode(v *viper.Viper) {
	err := v.Unmarshal(c, viper.DecodeHook(mapstructure.ComposeDecodeHookFunc(
		mapstructure.StringToSliceHookFunc(","),
		mapstructure.TextUnmarshallerHookFunc(),
	)))
	if err != nil {
		c.problems = append(c.problems, c.explain(err)...)
	}
	c.check()
}

// wants says what a value that could not be read at all should have been.
var wants = map[string]string{
	"connections": wantConnections,

	"retention_months": wantRetention,
	"log_level":        wantLevel,
}

// explain names the keys whose values have the wrong type.
func (c *Config) explain(err error) Problems {
	var problems Problems
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
		return Problems{{Text: fmt.Sprintf("read settings: %v", err)}}
	}
	return problems
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
