using System.Runtime.CompilerServices;

namespace Aigen.Inference.Jinja;

/// <summary>One run of a template: what it has spent of <see cref="JinjaLimits"/>, and where it is.</summary>
internal sealed class Rendering
{
    // Comparing, hashing and searching so many takes about as long as a node.
    private const int CharactersOfAStep = 32;

    private int _steps;
    private long _characters;
    private int _depth;

    /// <summary>The line of the template that is carried out.</summary>
    public int Line { get; set; }

    /// <summary>Nodes and members looked at so far.</summary>
    public int Steps => _steps;

    /// <summary>Characters made so far.</summary>
    public long Characters => _characters;

    /// <summary>Looks at so many members.</summary>
    public void Step(long count = 1)
    {
        if (count > JinjaLimits.Steps - _steps) throw new JinjaException($"it takes more than {JinjaLimits.Steps} steps");
        _steps += (int)count;
    }

    /// <summary>Reads a value: a text takes as long as it is.</summary>
    public void Read(JinjaValue value)
    {
        if (value is JinjaString text) Step(text.Value.Length / CharactersOfAStep);
    }

    /// <summary>Makes a text of so many characters.</summary>
    public void Make(long characters)
    {
        if (characters > JinjaLimits.Characters - _characters) throw new JinjaException($"it makes more than {JinjaLimits.Characters} characters");
        _characters += characters;
    }

    /// <summary>Goes one level deeper. Nothing comes back up from an exception, since it ends the rendering.</summary>
    public void Enter()
    {
        Step();
        if (++_depth > JinjaLimits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new JinjaException($"it goes deeper than {JinjaLimits.Depth} levels");
    }

    public void Leave() => _depth--;
}
