namespace Aigen.Inference.Grammars;

/// <summary>What a value is made of, for forms that write objects and lists in a manner of their own.</summary>
internal abstract record ValueShape
{
    private ValueShape()
    {
    }

    /// <summary>A text, which stands as it is.</summary>
    /// <param name="Texts">Those that fit; null where any does.</param>
    public sealed record Text(IReadOnlyList<string>? Texts) : ValueShape;

    /// <summary>A number, a boolean, or one of several kinds of value, as JSON; a text of a pattern or length too.</summary>
    /// <param name="Rule">The rule for it.</param>
    public sealed record Json(string Rule) : ValueShape;

    /// <summary>An object.</summary>
    /// <param name="Members">Its members, in their order.</param>
    public sealed record Object(IReadOnlyList<Member> Members) : ValueShape;

    /// <summary>A list.</summary>
    /// <param name="Item">What each of its items is.</param>
    /// <param name="Least">The least items.</param>
    /// <param name="Most">The most items; null without a limit.</param>
    public sealed record List(ValueShape Item, int Least, int? Most) : ValueShape;

    /// <summary>A member of an object.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="IsRequired">Whether it must be there.</param>
    /// <param name="IsNullable">Whether it may be null.</param>
    /// <param name="Value">What it is where it is not null; null where it always is.</param>
    public sealed record Member(string Name, bool IsRequired, bool IsNullable, ValueShape? Value);
}
