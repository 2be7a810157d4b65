import icon from '../../../assets/icons/lifeboat.svg';

export function Mark() {
  return (
    <p className="mark">
      <img src={icon} alt="" />
      <span>Lifeboat</span>
    </p>
  );
}
