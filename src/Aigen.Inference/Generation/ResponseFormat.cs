using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>What an answer must look like. A schema or grammar is compiled once, by whoever asks first.</summary>
public abstract class ResponseFormat
{
    /// <summary>Characters of a grammar that a client wrote.</summary>
    public const int MaxGrammarLength = GrammarLimits.ClientText;

    private const int MaxRefusal = 400;

    private readonly Lazy<(GrammarProgram? Program, string? Refusal)> _compiled;

    private ResponseFormat() => _compiled = new(Compile);

    /// <summary>Whatever the model writes.</summary>
    public static ResponseFormat Text { get; } = new OfText();

    /// <summary>A JSON object, whatever is in it.</summary>
    public static ResponseFormat JsonObject { get; } = new OfJsonObject();

    /// <summary>The grammar; null where every text will do.</summary>
    /// <exception cref="GrammarRefusedException">It was refused.</exception>
    internal GrammarProgram? Program =>
        _compiled.Value.Refusal is { } refusal ? throw new GrammarRefusedException(refusal) : _compiled.Value.Program;

    private protected abstract string Allowed { get; }

    private protected virtual string Field => nameof(GenerationOptions.ResponseFormat);

    /// <summary>JSON that a schema describes.</summary>
    /// <param name="schema">The schema, as JSON.</param>
    public static ResponseFormat JsonSchema(string schema) => new OfJsonSchema(schema);

    /// <summary>What a grammar in llama.cpp's format (GBNF) describes, from its rule root on.</summary>
    public static ResponseFormat Gbnf(string grammar) => new OfGrammar(grammar);

    internal OptionFault? FindFault() =>
        _compiled.Value.Refusal is { } refusal ? new OptionFault(Field, $"one that is refused: {Short(refusal)}", Allowed) : null;

    // A refusal names a keyword or rule of the client's, which may be as long as it likes.
    private static string Short(string refusal) =>
        refusal.Length <= MaxRefusal ? refusal : string.Concat(refusal.AsSpan(0, MaxRefusal), "...");

    private protected abstract GrammarProgram? Read();

    private (GrammarProgram? Program, string? Refusal) Compile()
    {
        try
        {
            return (Read(), null);
        }
        catch (GrammarRefusedException refused)
        {
            return (null, refused.Message);
        }
    }

    /// <summary><see cref="Text"/>.</summary>
    public sealed class OfText : ResponseFormat
    {
        internal OfText()
        {
        }

        private protected override string Allowed => "anything";

        private protected override GrammarProgram? Read() => null;
    }

    /// <summary><see cref="JsonObject"/>.</summary>
    public sealed class OfJsonObject : ResponseFormat
    {
        internal OfJsonObject()
        {
        }

        private protected override string Allowed => "anything";

        private protected override GrammarProgram Read() => GbnfParser.Parse(JsonGrammar.Object);
    }

    /// <summary>A format that <see cref="ResponseFormat.JsonSchema"/> made.</summary>
    public sealed class OfJsonSchema : ResponseFormat
    {
        internal OfJsonSchema(string schema) => Schema = schema;

        /// <summary>The schema, as JSON.</summary>
        public string Schema { get; }

        private protected override string Allowed => "a JSON Schema that a grammar can say exactly";

        private protected override GrammarProgram Read() => JsonSchemaCompiler.Compile(Schema);
    }

    /// <summary>Calls of functions, or text where the model may decide.</summary>
    internal sealed class OfToolCalls(ToolUse tools, ToolFamily family) : ResponseFormat
    {
        // A client's schemas are looked through for it, so it is made once a request, and only for an answer that calls.
        private readonly Lazy<Func<CallReader>> _readers = new(() => family.Form.Readers(tools.Callable));

        public ToolFamily Family => family;

        /// <summary>Whether there is text, or may be, if an empty one in front of the calls.</summary>
        public bool HasText => tools.Choice != ToolChoice.Required || family.Form.TextEnd.Length > 0;

        public ToolCallReader NewReader() => new(family.Form, () => _readers.Value());

        private protected override string Field => nameof(GenerationOptions.Tools);

        private protected override string Allowed => "functions whose parameters a grammar can say exactly";

        private protected override GrammarProgram Read() => ToolGrammar.Compile(tools, family);
    }

    /// <summary>A format that <see cref="ResponseFormat.Gbnf"/> made.</summary>
    public sealed class OfGrammar : ResponseFormat
    {
        internal OfGrammar(string source) => Source = source;

        /// <summary>The grammar as it was given.</summary>
        public string Source { get; }

        private protected override string Field => "Grammar";

        private protected override string Allowed => "a grammar in llama.cpp's GBNF with a rule named root";

        private protected override GrammarProgram Read() =>
            Source.Length <= GrammarLimits.ClientText
                ? GbnfParser.Parse(Source)
                : throw new GrammarRefusedException($"it has {Source.Length} characters, more than {GrammarLimits.ClientText}");
    }
}
