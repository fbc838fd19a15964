using System.Text.Json;

namespace Aigen.Inference.Grammars;

/// <summary>
/// How a grammar has values written: as JSON. Models that write the arguments of their calls otherwise have notations of their own; what
/// such a one has no words for, a text of a pattern say, stands in it as JSON.
/// </summary>
internal class Notation
{
    public static Notation Json { get; } = new();

    public virtual string True => "true";

    public virtual string False => "false";

    public virtual string Null => "null";

    /// <summary>The rule for any text.</summary>
    public virtual string AnyText(GrammarText text) => text.Shared(JsonGrammar.AnyString);

    /// <summary>The rule for one value.</summary>
    public virtual string Value(JsonElement value) => Literal.OfValue(value);

    /// <summary>The rule for the name of an object's member, and what leads from it to the value.</summary>
    public virtual string Name(string name) => Literal.Of(Literal.Quote(name) + ":");

    /// <summary>The names of an object's members in the order in which they are written.</summary>
    public virtual IEnumerable<string> InOrder(IEnumerable<string> names) => names;
}
